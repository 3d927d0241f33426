/**
 * Which data folder the program opens where nobody names one: `Smearlab` in the person's own folder, or the one that they have chosen.
 * The choice is kept in a small file, the pointer, where the system keeps programs' settings: it must be found before any data folder is.
 */
import { accessSync, constants, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, posix, win32 } from 'node:path';
import { z } from 'zod';
import { errorCode, SmearlabError, writeFailure } from '../contract/failure.ts';

export type System = {
  readonly platform: NodeJS.Platform;
  /** The person's own folder. */
  readonly home: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
};

const pointerSchema = z.object({ folder: z.string().min(1).max(4096) });

/** A folder that a lab sees and can copy whole: what lies in it is its work, not a program's settings. Pure. */
export function defaultDataFolder({ platform, home }: System): string {
  return pathsOf(platform).join(home, 'Smearlab');
}

/** The pointer's file. Pure. */
export function pointerFile({ platform, home, environment }: System): string {
  const { join, isAbsolute: isWhole } = pathsOf(platform);
  const named = environment[platform === 'win32' ? 'APPDATA' : 'XDG_CONFIG_HOME'] ?? '';
  const settings = isWhole(named) && platform !== 'darwin' ? named : join(home, ...SETTINGS_FOLDERS[kindOf(platform)]);
  return join(settings, kindOf(platform) === 'linux' ? 'smearlab' : 'Smearlab', 'data-folder.json');
}

const SETTINGS_FOLDERS = {
  linux: ['.config'],
  darwin: ['Library', 'Application Support'],
  win32: ['AppData', 'Roaming'],
} as const;

function kindOf(platform: NodeJS.Platform): keyof typeof SETTINGS_FOLDERS {
  return platform === 'darwin' || platform === 'win32' ? platform : 'linux';
}

function pathsOf(platform: NodeJS.Platform) {
  return platform === 'win32' ? win32 : posix;
}

/**
 * The data folder to open where none is named. One that was chosen must be there: made anew in place of a disk that is not connected,
 * it would look as if all work were lost.
 * @throws SmearlabError missing-file, wrong-usage for a pointer that says nothing
 */
export function chosenDataFolder(system: System): string {
  const pointer = pointerFile(system);
  const folder = readPointer(pointer);
  if (folder === undefined) return defaultDataFolder(system);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return folder;
  throw new SmearlabError(
    'missing-file',
    `The data folder ${folder} is not there. Connect its disk, or name another one with --library. (It was chosen in the settings; ${pointer} says so.)`,
    { file: folder },
  );
}

/** @returns undefined where no folder was chosen. @throws SmearlabError wrong-usage */
function readPointer(pointer: string): string | undefined {
  try {
    const { folder } = pointerSchema.parse(JSON.parse(readFileSync(pointer, 'utf8')));
    if (isAbsolute(folder)) return folder;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
  }
  throw new SmearlabError(
    'wrong-usage',
    `${pointer}, which says where the data folder is, cannot be read. Delete it, or name the data folder with --library.`,
    { file: pointer },
  );
}

/**
 * Chooses the data folder for the next start on; it is made when it is not there.
 * @throws SmearlabError wrong-usage for a path that is not whole, not-writable, disk-full; then the choice is what it was
 */
export function chooseDataFolder(folder: string, system: System): void {
  if (!isAbsolute(folder)) {
    throw new SmearlabError('wrong-usage', `${folder} is no whole path. Name the data folder from the root of its disk on.`, {
      file: folder,
    });
  }
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw writeFailure(error, folder);
  }
  const pointer = pointerFile(system);
  const part = `${pointer}.${process.pid}.part`;
  try {
    mkdirSync(dirname(pointer), { recursive: true });
    writeFileSync(part, `${JSON.stringify({ folder }, null, 2)}\n`);
    renameSync(part, pointer);
  } catch (error) {
    throw writeFailure(error, pointer);
  }
}
