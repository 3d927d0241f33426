/** `npm start`: opens Smearlab in a window where one can be had, else for a browser on this computer, and says why. */
import { join, resolve } from 'node:path';
import { CommanderError } from 'commander';
import { chosenDataFolder } from '../../app/application/dataFolderPointer.ts';
import { EXIT_STATUS, exitStatusOf, sayFailure } from '../cli/exit.ts';
import { interruptSignal } from '../cli/interrupt.ts';
import { thisSystem } from '../faces/services.ts';
import { serveForBrowser } from './browserFace.ts';
import { buildWhereStale } from './build.ts';
import { chooseFace, type ElectronState, type Face, hasDisplay, mayFetch } from './chooseFace.ts';
import { electronPackage, electronProgram, fetchElectron } from './electron.ts';
import { type OpenOptions, openOptions } from './options.ts';
import { SCREENS, WINDOW_PARTS } from './parts.ts';
import { runElectron, whyNoWindow } from './windowFace.ts';

const ROOT = resolve(join(import.meta.dirname, '../..'));
const say = (line: string) => console.log(line);

try {
  process.exitCode = await open(openOptions(process.argv.slice(2)), interruptSignal());
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? EXIT_STATUS.finished : EXIT_STATUS.wrongUsage;
  else {
    sayFailure(error);
    process.exitCode = exitStatusOf(error);
  }
}

/** @returns the exit status: that it was asked to end is how it ends */
async function open(options: OpenOptions, signal: AbortSignal): Promise<number> {
  const isShown = hasDisplay(process.platform, process.env);
  const choose = (electron: ElectronState) =>
    chooseFace({ browserAsked: options.browser, hasDisplay: isShown, mayFetch: mayFetch(process.env), electron });
  const { face, program } = await chosen(choose, signal);
  let because = face.kind === 'browser' ? face.because : '';
  if (face.kind !== 'browser' && program !== undefined) {
    await buildWhereStale([SCREENS, ...WINDOW_PARTS], ROOT, signal, say);
    const library = options.library === undefined ? [] : ['--library', resolve(options.library)];
    const ended = await runElectron(program, [ROOT, ...library], ROOT, signal);
    const why = whyNoWindow(ended);
    if (why === undefined || signal.aborted) return ended.status ?? EXIT_STATUS.failed;
    because = `Opened for a browser, because ${why}.`;
  }
  await buildWhereStale([SCREENS], ROOT, signal, say);
  const dataFolder = options.library === undefined ? chosenDataFolder(thisSystem()) : resolve(options.library);
  await serveForBrowser({ root: ROOT, dataFolder, port: options.port, because, hasDisplay: isShown, signal, say });
  return EXIT_STATUS.finished;
}

type Chosen = { readonly face: Face; readonly program: string | undefined };

/** Looks for Electron's program, and fetches it once where that may be. */
async function chosen(choose: (electron: ElectronState) => Face, signal: AbortSignal): Promise<Chosen> {
  const folder = electronPackage();
  if (folder === undefined) return { face: choose({ kind: 'unavailable', because: 'Electron is not installed' }), program: undefined };
  const here = () => electronProgram(folder, process.platform, process.env);
  const face = choose(here() === undefined ? { kind: 'missing' } : { kind: 'here' });
  if (face.kind !== 'fetch') return { face, program: here() };
  say('Fetching Electron’s program, which shows the window; this happens once.');
  const fetched = await fetchElectron(folder, signal, say);
  const program = here();
  if (program !== undefined) return { face: choose({ kind: 'here' }), program };
  const because = fetched.kind === 'unavailable' ? fetched.because : 'Electron’s program could not be fetched';
  return { face: choose({ kind: 'unavailable', because }), program };
}
