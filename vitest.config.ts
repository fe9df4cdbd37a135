import { defineConfig } from 'vitest/config'

/** Beside its source, or under test/; what opens a browser or takes long has a project of its own. */
const unit = ['server/**/*.test.ts', 'frontend/**/*.test.ts', 'test/**/*.test.ts']
const browser = ['test/browser/**/*.test.ts']
const long = ['test/long/**/*.test.ts']

export default defineConfig({
  test: {
    // A failing run ends in the list of what failed.
    reporters: process.env.CI ? ['dot'] : ['default'],
    passWithNoTests: true,
    coverage: {
      provider: 'v8',
      include: ['server/core/**/*.ts', 'server/agents/**/*.ts'],
      exclude: ['**/*.test.ts', '**/testing/**'],
      reporter: ['text', 'text-summary'],
      reportOnFailure: true,
      reportsDirectory: 'test/output/coverage',
      thresholds: { 'server/core/**': { lines: 95 }, 'server/agents/**': { lines: 95 } },
    },
    projects: [
      {
        test: {
          name: 'unit',
          include: unit,
          exclude: [...browser, ...long],
          // Vitest leaves one core free, which on two cores is half of them.
          maxWorkers: 2,
          setupFiles: 'test/tools/fixed-seed.ts',
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: browser,
          testTimeout: 60_000,
          hookTimeout: 180_000,
          maxWorkers: 2,
          globalSetup: 'test/tools/build-first.ts',
        },
      },
      { test: { name: 'long', include: long, testTimeout: 1_800_000, hookTimeout: 180_000, fileParallelism: false } },
    ],
  },
})
