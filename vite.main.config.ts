/**
 * Builds what runs outside the page, by mode: `main` (Electron's main process), `engine` (child processes and threads in which networks are
 * trained) and `preload` (one CommonJS file, because that is all a sandboxed window can load).
 */
import { defineConfig } from 'vite';
import { sourceUrls } from './main/build/sourceUrls.ts';

const ROOT = import.meta.dirname;

/** Native packages are loaded as they are, from node_modules; everything else goes into the bundles. */
const EXTERNAL = ['electron', 'better-sqlite3', 'onnxruntime-node', 'sharp'];

/** What processes and threads begin with. */
const ENGINE = {
  entry: 'main/engine-process/entry.ts',
  worker: 'main/engine-process/worker.ts',
  batches: 'app/training/pipeline/worker.ts',
  threads: 'app/application/threads/entry.ts',
};

const INPUTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  main: { main: 'main/electron/main.ts' },
  engine: ENGINE,
  preload: { preload: 'main/preload/preload.ts' },
};

/** The engine's files lie outside app.asar, where no package.json says what they are. */
const ENDINGS: Readonly<Record<string, string>> = { engine: 'mjs', preload: 'cjs' };

export default defineConfig(({ mode }) => {
  const input = INPUTS[mode];
  if (input === undefined) throw new Error(`--mode is one of ${Object.keys(INPUTS).join(', ')}.`);
  const bundle = `dist/${mode}`;
  const entries = Object.fromEntries(Object.entries(ENGINE).map(([name, source]) => [source, `dist/engine/${name}.mjs`]));
  const ending = ENDINGS[mode] ?? 'js';
  return {
    root: ROOT,
    publicDir: false,
    logLevel: 'warn',
    plugins: [sourceUrls({ root: ROOT, entries, bundle })],
    ssr: { noExternal: true, external: EXTERNAL, target: 'node' },
    build: {
      ...{ ssr: true, outDir: bundle, emptyOutDir: true, target: 'node24', minify: false },
      rolldownOptions: {
        input,
        output: {
          format: ending === 'cjs' ? 'cjs' : 'es',
          entryFileNames: `[name].${ending}`,
          chunkFileNames: `[name]-[hash].${ending}`,
        },
      },
    },
  };
});
