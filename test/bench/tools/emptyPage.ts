import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { build } from 'vite';

const html = `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8" /><title>Empty</title></head>
  <body><div id="root"></div><script type="module" src="./main.tsx"></script></body>
</html>
`;

const main = `import { createRoot } from 'react-dom/client';
const root = document.getElementById('root');
const scroller = { height: 600, overflow: 'auto' } as const;
if (root)
  createRoot(root).render(
    <>
      <p data-first-rows>Nothing</p>
      <div className="scroller" style={scroller}><div style={{ height: 400_000 }} /></div>
    </>,
  );
`;

/** A page that holds nothing but React and a place to scroll, built as the screens are: what every page costs at least. */
export async function buildEmptyPage(folder: string): Promise<string> {
  const source = join(process.cwd(), 'node_modules', '.cache', `portolan-empty-${process.pid}`);
  mkdirSync(source, { recursive: true });
  writeFileSync(join(source, 'index.html'), html);
  writeFileSync(join(source, 'main.tsx'), main);
  const outDir = join(folder, 'empty');
  await build({
    root: source,
    configFile: false,
    logLevel: 'error',
    plugins: [react()],
    build: { outDir, emptyOutDir: true, assetsInlineLimit: 0 },
  });
  rmSync(source, { recursive: true });
  return outDir;
}
