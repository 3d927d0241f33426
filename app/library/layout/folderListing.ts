/** Lists the files under a data set's root; links out of it or in a circle, pipes and folders that cannot be opened do not stop it. */
import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { errorCode, SmearlabError } from '../../contract/failure.ts';
import type { Refused } from '../../store/dataSets.ts';
import { byName } from '../dataSet.ts';
import { shown } from '../folded.ts';
import type { FolderListing } from './layout.ts';
import { isIgnored } from './places.ts';

/** Deeper than any layout reaches (train/data/<Class>/… is three). */
const DEEPEST = 6;

/** `refused`: what lies there and is no file that can be read, with the reason. */
export type RootListing = FolderListing & { readonly warnings: readonly string[]; readonly refused: readonly Refused[] };

/**
 * All files and folders under `root`, relative to it with `/` between folders, without those that are always ignored. Links are
 * followed as long as they stay inside the folder.
 * @throws SmearlabError missing-file when the root is not there, unknown-layout when it is no folder, stopped when aborted.
 */
export async function listRoot(root: string, signal: AbortSignal): Promise<RootListing> {
  const found: Found = { files: [], folders: [], warnings: [], refused: [] };
  await checkRoot(root);
  const real = await realpath(root);
  await walk({ root, real, signal }, '', [real], found);
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

type Found = { readonly files: string[]; readonly folders: string[]; readonly warnings: string[]; readonly refused: Refused[] };
type Walked = { readonly root: string; readonly real: string; readonly signal: AbortSignal };

/** @param above the real paths of the folders one came through: a link back to one of them is a circle */
async function walk(walked: Walked, folder: string, above: readonly string[], found: Found): Promise<void> {
  if (walked.signal.aborted) throw new SmearlabError('stopped', 'The import was stopped.');
  const entries = await entriesOf(walked.root, folder, found);
  for (const entry of entries.sort((a, b) => byName(a.name, b.name))) {
    if (isIgnored(entry.name)) continue;
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    const kind = await kindOf(entry, walked, path);
    if (kind.is === 'file') found.files.push(path);
    else if (kind.is === 'refused') found.refused.push({ path, ...kind.why });
    if (kind.is !== 'folder') continue;
    const real = await realpath(join(walked.root, path));
    if (above.includes(real)) {
      found.refused.push({
        path,
        kind: 'not-an-image',
        sentence: `${shown(path)} is a link back to a folder above it and is not followed.`,
      });
      continue;
    }
    if (above.length >= DEEPEST) {
      found.warnings.push(`The folder ${shown(path)} lies deeper than any layout reaches and was left out.`);
      continue;
    }
    found.folders.push(path);
    await walk(walked, path, [...above, real], found);
  }
}

async function entriesOf(root: string, folder: string, found: Found): Promise<Dirent[]> {
  try {
    return await readdir(join(root, folder), { withFileTypes: true });
  } catch (error) {
    if (folder === '')
      throw new SmearlabError('missing-file', `The folder ${root} cannot be opened. Check its permissions.`, { cause: error });
    const why = errorCode(error) ?? String(error);
    found.warnings.push(`The folder ${shown(folder)} cannot be opened (${why}) and was left out. Check its permissions.`);
    return [];
  }
}

type Kind =
  | { readonly is: 'file' | 'folder' }
  | { readonly is: 'refused'; readonly why: { readonly kind: 'not-an-image' | 'missing-file'; readonly sentence: string } };

const REPLACEMENT = '\uFFFD';

async function kindOf(entry: Dirent, { root, real }: Walked, path: string): Promise<Kind> {
  // Node gives bytes that are no UTF-8 as replacement characters, and no file can be opened by such a name.
  if (entry.name.includes(REPLACEMENT))
    return refused('missing-file', `The name of ${shown(path)} is no valid UTF-8, so it cannot be opened. Rename it.`);
  if (entry.isFile()) return { is: 'file' };
  if (entry.isDirectory()) return { is: 'folder' };
  if (!entry.isSymbolicLink()) return refused('not-an-image', `${shown(path)} is a pipe, socket or device and was left out.`);
  return kindOfLink(join(root, path), real, path);
}

function refused(kind: 'not-an-image' | 'missing-file', sentence: string): Kind {
  return { is: 'refused', why: { kind, sentence } };
}

/** A broken link counts as a file, so that it is said to be missing and not passed over in silence. */
async function kindOfLink(link: string, real: string, path: string): Promise<Kind> {
  try {
    const target = await realpath(link);
    if (target !== real && !target.startsWith(real.endsWith(sep) ? real : `${real}${sep}`)) {
      return refused('not-an-image', `${shown(path)} is a link out of the folder and is not followed. Put the file itself there.`);
    }
    const found = await stat(target);
    if (found.isDirectory()) return { is: 'folder' };
    return found.isFile() ? { is: 'file' } : refused('not-an-image', `${shown(path)} is a link to a pipe, socket or device.`);
  } catch (error) {
    if (errorCode(error) !== 'ELOOP') return { is: 'file' };
    return refused('not-an-image', `${shown(path)} is a link that leads in a circle.`);
  }
}
