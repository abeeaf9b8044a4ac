import { defineConfig, devices } from '@playwright/test';
import { presentChromium } from './scripts/findChromium.ts';

const executablePath = presentChromium()?.path;

export default defineConfig({
  testDir: 'test/e2e/specs',
  outputDir: 'test-results',
  timeout: 120_000,
  expect: { timeout: 15_000 },
  // A test mostly waits: for the practice lab's transfers, for pages to come to rest. Each has an app and a lab of its own.
  workers: 2,
  // A shared runner may starve a test of time once; what fails twice is wrong. The report names each retry.
  retries: process.env.CI ? 1 : 0,
  forbidOnly: true,
  use: {
    ...devices['Desktop Chrome'],
    actionTimeout: 30_000,
    viewport: { width: 1280, height: 800 },
    timezoneId: 'UTC',
    locale: 'en-GB',
    trace: 'retain-on-failure',
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      // Root has no user namespaces to build the sandbox from; tests only.
      args: process.getuid?.() === 0 ? ['--no-sandbox', '--disable-quic', '--disable-background-networking'] : [],
    },
  },
});
