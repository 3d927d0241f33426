/** Builds all that Electron runs, once for all tests of this folder. */
import { build } from 'vite';

export default async function setup(): Promise<void> {
  await build({ configFile: 'vite.renderer.config.ts' });
  for (const mode of ['main', 'engine', 'preload']) await build({ configFile: 'vite.main.config.ts', mode });
}
