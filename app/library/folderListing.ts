/** Lists the files under a data set's root; links that lead in a circle and folders that cannot be opened do not stop it. */
import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode, SmearlabError } from '../contract/failure.ts';
import { byName } from './dataSet.ts';
import { type FolderListing, isIgnored } from './layout.ts';

/** Deeper than any layout reaches (train/data/<Class>/… is three). */
const DEEPEST = 6;

export type RootListing = FolderListing & { readonly warnings: readonly string[] };

/**
 * All files and folders under `root`, relative to it with `/` between folders, without those that are always ignored.
 * @throws SmearlabError missing-file when the root is not there, unknown-layout when it is no folder, stopped when aborted.
 */
export async function listRoot(root: string, signal: AbortSignal): Promise<RootListing> {
  const found = { files: [] as string[], folders: [] as string[], warnings: [] as string[] };
  await checkRoot(root);
  await walk(root, '', [await realpath(root)], found, signal);
  return found;
}

async function checkRoot(root: string): Promise<void> {
  let isFolder: boolean;
  try {
    isFolder = (await stat(root)).isDirectory();
  } catch (error) {
    const sentence = `The folder ${root} is not there or cannot be opened (${errorCode(error) ?? String(error)}). Check the path and that its drive is connected.`;
    throw new SmearlabError('missing-file', sentence, { file: root, cause: error });
  }
  if (!isFolder) throw new SmearlabError('unknown-layout', `${root} is a file. Name the folder that holds the images.`, { file: root });
}

type Found = { readonly files: string[]; readonly folders: string[]; readonly warnings: string[] };

/** @param above the real paths of the folders one came through: a link back to one of them is a circle */
async function walk(root: string, folder: string, above: readonly string[], found: Found, signal: AbortSignal): Promise<void> {
  if (signal.aborted) throw new SmearlabError('stopped', 'The import was stopped.');
  let entries: Dirent[];
  try {
    entries = await readdir(join(root, folder), { withFileTypes: true });
  } catch (error) {
    if (folder === '')
      throw new SmearlabError('missing-file', `The folder ${root} cannot be opened. Check its permissions.`, { cause: error });
    found.warnings.push(
      `The folder ${folder} cannot be opened (${errorCode(error) ?? String(error)}) and was left out. Check its permissions.`,
    );
    return;
  }
  for (const entry of entries.sort((a, b) => byName(a.name, b.name))) {
    if (isIgnored(entry.name)) continue;
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    const kind = entry.isSymbolicLink()
      ? await kindOfLink(join(root, path))
      : entry.isDirectory()
        ? 'folder'
        : entry.isFile()
          ? 'file'
          : 'other';
    if (kind === 'file') found.files.push(path);
    if (kind !== 'folder') continue;
    const real = await realpath(join(root, path));
    if (above.includes(real) || above.length >= DEEPEST) continue;
    found.folders.push(path);
    await walk(root, path, [...above, real], found, signal);
  }
}

/** A broken link counts as a file, so that it is said to be missing and not passed over in silence. */
async function kindOfLink(path: string): Promise<'file' | 'folder' | 'other'> {
  try {
    const target = await stat(path);
    return target.isDirectory() ? 'folder' : target.isFile() ? 'file' : 'other';
  } catch (error) {
    return errorCode(error) === 'ELOOP' ? 'other' : 'file';
  }
}
