import { defineConfig } from 'vitest/config';
import { COMPILED_FOLDER } from './test/compiledFolder.ts';
import { SOFTWARE_DEVICE } from './test/softwareDevice.ts';

/** Tests that compute on a graphics card or on Chromium's software device; where neither opens they are skipped by name. */
const ON_DEVICE = '**/*.device.test.ts';

/** As main/start.mjs has it, for the programs that these tests start: a start takes half as long. */
const COMPILED = { NODE_COMPILE_CACHE: COMPILED_FOLDER };

const TEMPORARY = 'test/temporary.setup.ts';

/** Files that start processes of their own, each over folders and ports of its own, and those on the software device: each computes on hardly more than one core. */
const TWO_AT_A_TIME = 2;

/**
 * unit: beside its file; reference: numbers made by PyTorch and scikit-learn; device: what WebGPU computes; e2e: the command line as a
 * person starts it; browser: the whole application in a real browser; electron: its window, in Electron where that is and in a stand-in.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            'app/**/*.test.ts',
            'main/**/*.test.ts',
            'renderer/**/*.test.ts',
            'test/house/**/*.test.ts',
            'test/chromium/**/*.test.ts',
            'test/bench/**/*.test.ts',
            'test/hostile/**/*.test.ts',
          ],
          exclude: [ON_DEVICE],
          globalSetup: [TEMPORARY],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers: '100%',
        },
      },
      {
        test: {
          name: 'reference',
          include: ['test/reference/**/*.test.ts'],
          exclude: [ON_DEVICE],
          globalSetup: [TEMPORARY],
          testTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'device',
          include: [`app/${ON_DEVICE}`, `test/reference/${ON_DEVICE}`],
          env: SOFTWARE_DEVICE,
          globalSetup: [TEMPORARY],
          testTimeout: 240_000,
          hookTimeout: 240_000,
          maxWorkers: TWO_AT_A_TIME,
        },
      },
      {
        test: {
          name: 'e2e',
          env: COMPILED,
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: [TEMPORARY, 'test/e2e/sample.setup.ts'],
          testTimeout: 240_000,
          hookTimeout: 240_000,
          maxWorkers: TWO_AT_A_TIME,
        },
      },
      {
        test: {
          name: 'browser',
          env: COMPILED,
          include: ['test/browser/**/*.test.ts'],
          globalSetup: [TEMPORARY, 'test/browser/build.setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: TWO_AT_A_TIME,
        },
      },
      {
        test: {
          name: 'electron',
          env: COMPILED,
          include: ['test/electron/**/*.test.ts'],
          globalSetup: [TEMPORARY, 'test/electron/build.setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: TWO_AT_A_TIME,
        },
      },
    ],
  },
});
