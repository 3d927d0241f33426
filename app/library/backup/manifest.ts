/** What a backup holds, by SHA-256: so that a copy of it, or what was restored from it, can be tested. */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { SmearlabError } from '../../contract/failure.ts';
import { sha256Schema } from '../../contract/words.ts';

const MANIFEST = 'backup.json';

const manifestSchema = z.strictObject({
  format: z.literal('smearlab-backup/1'),
  madeAt: z.iso.datetime(),
  /** Paths are relative to the backup, with `/` between folders on every system. */
  files: z.array(z.strictObject({ path: z.string().min(1), bytes: z.int(), sha256: sha256Schema })),
});
type Manifest = z.infer<typeof manifestSchema>;

/** Reads each copy once more. @param folder the backup */
export async function factsOfCopy(folder: string, file: string): Promise<Manifest['files'][number]> {
  return { path: relative(folder, file).split(sep).join('/'), bytes: (await stat(file)).size, sha256: await hashOfFile(file) };
}

export async function writeManifest(folder: string, madeAt: Date, files: Manifest['files']): Promise<void> {
  const manifest: Manifest = { format: 'smearlab-backup/1', madeAt: madeAt.toISOString(), files };
  await writeFile(join(folder, MANIFEST), `${JSON.stringify(manifest)}\n`);
}

export type BackupCheck = {
  readonly madeAt: string;
  readonly files: number;
  readonly bytes: number;
  /** Paths of those that are not as they were copied. */
  readonly missing: readonly string[];
  readonly changed: readonly string[];
};

/**
 * Reads all files of a backup and holds them against the hashes they were copied with. Of one that was opened as a data folder the database
 * is another file from then on.
 * @throws SmearlabError wrong-usage for a folder that is no backup, or one from before there were hashes; stopped
 */
export async function checkBackup(folder: string, signal: AbortSignal): Promise<BackupCheck> {
  const { madeAt, files } = await readManifest(folder);
  const missing: string[] = [];
  const changed: string[] = [];
  for (const { path, sha256 } of files) {
    if (signal.aborted) throw new SmearlabError('stopped', 'The check of the backup was stopped.');
    const file = join(folder, path);
    if (!existsSync(file)) missing.push(path);
    else if ((await hashOfFile(file)) !== sha256) changed.push(path);
  }
  return { madeAt, files: files.length, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0), missing, changed };
}

async function readManifest(folder: string): Promise<Manifest> {
  const file = join(folder, MANIFEST);
  const text = await readFile(file, 'utf8').catch(() => undefined);
  const manifest = manifestSchema.safeParse(text === undefined ? undefined : parsed(text)).data;
  if (manifest !== undefined) return manifest;
  const why = text === undefined ? `has no ${MANIFEST}: it is no backup, or one from before they had hashes` : `has a damaged ${MANIFEST}`;
  throw new SmearlabError('wrong-usage', `${folder} ${why}. Name the folder of a backup.`, { file });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Said by who asked.
    return undefined;
  }
}

async function hashOfFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
