import type { Plugin } from 'vite';

/** Names the screens' files in the page: they are fetched with the first script, not when it asks for them. */
export function fetchScreensEarly(): Plugin {
  return {
    name: 'fetch-screens-early',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle = {} }) {
        const screens = Object.values(bundle).find(
          (file) => file.type === 'chunk' && file.moduleIds.some((id) => id.endsWith('/src-renderer/screens.tsx')),
        );
        if (!screens) throw new Error('the bundle has no file of the screens');
        const needed = new Set([screens.fileName]);
        for (const name of needed) {
          const file = bundle[name];
          if (file?.type === 'chunk') for (const other of file.imports) needed.add(other);
        }
        return [...needed].map((name) => ({
          tag: 'link',
          attrs: { rel: 'modulepreload', crossorigin: true, href: `./${name}` },
          injectTo: 'head',
        }));
      },
    },
  };
}
