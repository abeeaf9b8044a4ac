import { availableParallelism } from 'node:os';
import path from 'node:path';
import { defineConfig } from 'vitest/config';

process.env.TZ = 'UTC';
// Many tests start programs of the project; each compiles once.
process.env.NODE_COMPILE_CACHE ??= path.resolve('node_modules/.cache/portolan-compiled');

// A shared runner may starve a test of time once; what fails twice is wrong. The report names each retry.
const patience = { testTimeout: 30_000, hookTimeout: 60_000, retry: process.env.CI ? 1 : 0 };

export default defineConfig({
  test: {
    // A test mostly waits: for programs that it starts, for servers, for disks. Each has folders and ports of its own.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          include: ['test/unit/**/*.test.ts'],
          exclude: ['test/unit/renderer/**'],
          ...patience,
        },
      },
      {
        test: {
          name: 'renderer',
          environment: 'happy-dom',
          include: ['test/unit/renderer/**/*.test.{ts,tsx}'],
          ...patience,
        },
      },
      {
        test: {
          name: 'integration',
          environment: 'node',
          include: ['test/integration/**/*.test.ts', 'test/contract/**/*.test.ts'],
          ...patience,
        },
      },
    ],
  },
});
