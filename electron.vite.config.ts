import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

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
    plugins: [react()],
    build: {
      outDir: 'out/renderer',
      minify: true,
      assetsInlineLimit: 0,
      rollupOptions: { input: 'src-renderer/index.html' },
    },
  },
});
