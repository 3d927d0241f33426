/** Builds all that Electron runs, once for all tests of this folder. */
import { SCREENS, WINDOW_PARTS } from '../../main/open/parts.ts';
import { built } from '../build.ts';

export default async function setup(): Promise<void> {
  await built([SCREENS, ...WINDOW_PARTS]);
}
