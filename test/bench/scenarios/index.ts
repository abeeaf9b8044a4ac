import type { Scenario } from '../tools/bench.ts';

/** Every scenario by the name it is called by, in the order they run. */
export const scenarios: Readonly<Record<string, { readonly title: string; readonly load: () => Promise<Scenario> }>> = {
  A: { title: 'one 1 MiB image', load: async () => (await import('./a.ts')).oneImage },
  B: { title: '1,000 images of 1 MiB over 5 s', load: async () => (await import('./b.ts')).burst },
  C: { title: 'one 2 GiB image', load: async () => (await import('./c.ts')).largeImage },
  D: { title: '10,000 existing images', load: async () => (await import('./d.ts')).firstSync },
  E: { title: 'a file growing over 5 s', load: async () => (await import('./e.ts')).slowFile },
  E2: { title: 'the same with a pause of 3 s', load: async () => (await import('./e.ts')).pausedFile },
  F: { title: 'kill -9 in the middle of B', load: async () => (await import('./f.ts')).killed },
  G: { title: '100,000 files in 1,000 folders', load: async () => (await import('./g.ts')).manyFiles },
  H: { title: 'idle hours, 50 subscriptions', load: async () => (await import('./h.ts')).idleHours },
  P: { title: 'what people use instead', load: async () => (await import('./peers.ts')).otherPrograms },
  UI: { title: 'the screens of a large site', load: async () => (await import('./ui.ts')).screens },
};
