import { defineConfig } from 'vitest/config';

/** unit: beside its file; reference: numbers made by PyTorch and scikit-learn; e2e: the command line as a person starts it. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            'app/**/*.test.ts',
            'main/**/*.test.ts',
            'test/house/**/*.test.ts',
            'test/bench/**/*.test.ts',
            'test/hostile/**/*.test.ts',
          ],
          testTimeout: 60_000,
        },
      },
      { test: { name: 'reference', include: ['test/reference/**/*.test.ts'], testTimeout: 120_000 } },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/e2e/sample.setup.ts'],
          testTimeout: 240_000,
          hookTimeout: 240_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
