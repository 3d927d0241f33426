/** The parts of the program that are built, and whether one must be built anew. */
import { type Dirent, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

export type Part = {
  /** As it is told while it is built. */
  readonly name: string;
  /** The file that is written last enough to stand for all; relative to the root, as all paths here. */
  readonly output: string;
  /** Files and folders that it is made of. */
  readonly sources: readonly string[];
  /** The settings that vite builds it by. */
  readonly config: string;
  readonly mode?: string;
};

const COMMON = ['package.json', 'package-lock.json'];

export const SCREENS: Part = {
  name: 'the screens',
  output: 'dist/renderer/index.html',
  sources: ['renderer', 'app/contract', 'main/faces/nonce.ts', 'vite.renderer.config.ts', ...COMMON],
  config: 'vite.renderer.config.ts',
};

const WINDOW = {
  name: 'the window',
  sources: ['app', 'main', 'resources', 'vite.main.config.ts', ...COMMON],
  config: 'vite.main.config.ts',
};

/** What Electron runs. */
export const WINDOW_PARTS: readonly Part[] = [
  { ...WINDOW, output: 'dist/engine/entry.mjs', mode: 'engine' },
  { ...WINDOW, output: 'dist/preload/preload.cjs', mode: 'preload' },
  { ...WINDOW, output: 'dist/main/main.js', mode: 'main' },
];

/** When a file was last changed, in milliseconds; undefined where it is not there. */
export type Changed = (path: string) => number | undefined;

/** Missing, or older than any of its sources; that of a folder counts as well, which changes when a file is taken out of it. Pure. */
export function isStale({ output, sources }: Part, changed: Changed): boolean {
  const built = changed(output);
  return built === undefined || sources.some((source) => (changed(source) ?? 0) > built);
}

/** When the newest of a folder's files and folders was changed, or a file itself. */
export function changedOnDisk(root: string): Changed {
  return (path) => newest(join(root, path));
}

function newest(path: string): number | undefined {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return undefined;
  if (!stats.isDirectory()) return stats.mtimeMs;
  const entries = readdirSync(path, { withFileTypes: true }).filter(isSource);
  return Math.max(stats.mtimeMs, ...entries.map(({ name }) => newest(join(path, name)) ?? 0));
}

/** Tests are no part of what is built. */
function isSource({ name }: Dirent): boolean {
  return !/\.(test|fixture)\.tsx?$/.test(name) && !name.startsWith('.');
}
