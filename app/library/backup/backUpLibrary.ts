/**
 * Copies of a library: its database, the masks kept in it, and what was trained. The images are the lab's own, thumbnails can be made again.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { errorCode, SmearlabError, writeFailure } from '../../contract/failure.ts';
import type { OnProgress } from '../../contract/progress.ts';
import type { Backup } from '../../contract/settings.ts';
import { databaseFailure } from '../../store/store.ts';
import type { DataFolder, Library } from '../library.ts';
import { copyInto, copyTogether, filesUnder, isWhole, namesIn, sizeOf } from './files.ts';
import { factsOfCopy, writeManifest } from './manifest.ts';

export type BackupRequest = {
  /** Another folder, such as one on another disk; null: `backups` in the data folder. */
  readonly into: string | null;
  readonly onProgress: OnProgress;
  readonly signal: AbortSignal;
};

const STOPPED = 'The backup was stopped; nothing of it was kept.';

function backupsFolder({ root }: DataFolder): string {
  return join(root, 'backups');
}

/** Of two backups in one second, or at once, the second gets a number. */
function freeName(name: string): string {
  for (let number = 1; ; number++) {
    const tried = number === 1 ? name : `${name}-${number}`;
    if (!existsSync(tried) && !existsSync(partOf(tried))) return tried;
  }
}

function partOf(target: string): string {
  return `${target}.${process.pid}.part`;
}

/**
 * Copies the library into a new folder named by the time, whole or not at all. The database goes page by page, so that other work goes on
 * meanwhile; what is written until the last page is in the copy. Files are copied after it, so that none that it names is missing: no
 * mask's file is ever changed or deleted, and a run that has got on by then has newer checkpoints, which it goes on from. What it had told
 * of their epochs is told again then.
 * @throws SmearlabError stopped, disk-full, not-writable, in-use
 */
export async function backUpLibrary({ folder, store }: Library, { into, onProgress, signal }: BackupRequest): Promise<Backup> {
  const madeAt = new Date();
  const target = freeName(join(into ?? backupsFolder(folder), `smearlab-${madeAt.toISOString().replaceAll(':', '-').slice(0, 19)}`));
  const part = partOf(target);
  const tell = (done: number, total: number) =>
    onProgress({ task: 'Backup', stage: basename(target), done, total, unit: 'files', perSecond: null, secondsLeft: null });
  try {
    // At once, so that the name is taken when the next backup looks for one.
    mkdirSync(part, { recursive: true });
    tell(0, 1);
    // Studies that begin later are not in the copied database.
    const studies = (await namesIn(folder.studies)).filter((name) => /^\d+$/.test(name));
    const database = join(part, basename(folder.database));
    await store.database.backup(database);
    const files = [await factsOfCopy(part, database)];
    const groups = [
      ...(await filesUnder(folder.masks)).map((file) => [file]),
      ...(await Promise.all(studies.map((name) => byFolder(join(folder.studies, name))))).flat(),
    ];
    const total = groups.reduce((sum, { length }) => sum + length, 1);
    tell(files.length, total);
    for (const group of groups) {
      if (signal.aborted) throw new SmearlabError('stopped', STOPPED);
      for (const copy of await copied(group, folder.root, part)) files.push(await factsOfCopy(part, copy));
      tell(files.length, Math.max(total, files.length));
    }
    await writeManifest(part, madeAt, files);
    await rename(part, target);
  } catch (error) {
    // Why it failed is what a person must hear, not that nothing could be cleared away.
    await rm(part, { recursive: true, force: true }).catch(() => undefined);
    throw writeFailure(databaseFailure(error, target), target);
  }
  return { file: target, bytes: await sizeOf(target), madeAt: madeAt.toISOString() };
}

/** Pictures of a run's epochs: some go while it is trained, and nothing else hangs on them. */
const PICTURES = 'reconstructions';

/** The whole files of a study, those of one folder together. */
async function byFolder(study: string): Promise<string[][]> {
  const files = (await filesUnder(study)).filter(isWhole).sort();
  return [...Map.groupBy(files, (file) => (basename(dirname(file)) === PICTURES ? file : dirname(file))).values()];
}

async function copied(group: readonly string[], from: string, to: string): Promise<string[]> {
  const [file = ''] = group;
  if (group.length > 1) return copyTogether(group, from, to);
  try {
    return [await copyInto(file, from, to)];
  } catch (error) {
    if (errorCode(error) === 'ENOENT' && basename(dirname(file)) === PICTURES) return [];
    throw error;
  }
}

/** What lies in the data folder's own `backups`, newest first: those made by a person, and the copies from before migrations. */
export async function listBackups(folder: DataFolder): Promise<Backup[]> {
  const names = (await namesIn(backupsFolder(folder))).filter((name) => /^smearlab-.+(?<!\.part)$/.test(name) && !/-(wal|shm)$/.test(name));
  const backups = await Promise.all(
    names.map(async (name): Promise<Backup> => {
      const file = join(backupsFolder(folder), name);
      return { file, bytes: await sizeOf(file), madeAt: (await stat(file)).mtime.toISOString() };
    }),
  );
  return backups.sort((a, b) => (a.madeAt < b.madeAt ? 1 : -1));
}
