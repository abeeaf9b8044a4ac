import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { fetchScreensEarly } from './scripts/fetchScreensEarly.ts';

// Main holds two entries: the desktop shell and the headless server run the same app.
export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      rollupOptions: { input: { electron: 'src-main/electron/main.ts', headless: 'src-main/headless/main.ts' } },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      rollupOptions: {
        input: 'src-main/electron/preload.ts',
        output: { format: 'cjs', entryFileNames: 'preload.cjs' },
      },
    },
  },
  renderer: {
    root: 'src-renderer',
    plugins: [react(), fetchScreensEarly()],
    build: {
      outDir: 'out/renderer',
      minify: true,
      assetsInlineLimit: 0,
      // One file of the screens is quicker than forty small ones.
      chunkSizeWarningLimit: 800,
      rollupOptions: {
        input: 'src-renderer/index.html',
        output: {
          // What the first screen needs comes in two files, with all that they import; the rest as it is asked for.
          codeSplitting: {
            groups: [
              { name: 'first', tags: ['$initial'], priority: 2 },
              { name: 'screens', test: /src-renderer[\\/]screens\.tsx$/, priority: 1 },
            ],
          },
        },
      },
    },
  },
});
