/** A library: one data folder with any number of data sets. It can be moved or backed up whole; paths in it are relative to it. */
import { join, resolve } from 'node:path';
import { SmearlabError } from '../contract/failure.ts';
import { settleHashes } from '../store/dataSetHash.ts';
import { type DataSetRow, findDataSet, listDataSets } from '../store/dataSets.ts';
import { lockFolder } from '../store/folderLock.ts';
import { openStore, type Store } from '../store/store.ts';
import { openThumbnails, type Thumbnails } from '../store/thumbnails.ts';

/** Where in a data folder each thing lies. */
export type DataFolder = {
  readonly root: string;
  readonly database: string;
  /** A cache: made again from the images where it is lost. */
  readonly thumbnails: string;
  /** Masks drawn or corrected by hand. */
  readonly masks: string;
  /** What was trained: run files, checkpoints, reports. */
  readonly studies: string;
};

export function dataFolder(root: string): DataFolder {
  const whole = resolve(root);
  return {
    root: whole,
    database: join(whole, 'smearlab.db'),
    thumbnails: join(whole, 'thumbnails.db'),
    masks: join(whole, 'masks'),
    studies: join(whole, 'studies'),
  };
}

/** What reads of a library need. */
export type LibraryData = Pick<Library, 'folder' | 'store'>;

export type Library = { readonly folder: DataFolder; readonly store: Store; readonly thumbnails: Thumbnails };

/**
 * Opens a library to change it, makes it when it is not there, and lets nobody else change it until `close`.
 * @throws SmearlabError in-use, and what opening a store throws
 */
export function openLibrary(root: string): { readonly library: Library; close(): void } {
  const folder = dataFolder(root);
  const opened: { close(): void }[] = [];
  const close = () => {
    for (const thing of opened.toReversed()) thing.close();
  };
  const keep = <T extends { close(): void }>(thing: T): T => {
    opened.push(thing);
    return thing;
  };
  try {
    const lock = lockFolder(folder.root, 'library');
    keep({ close: lock.release });
    const store = keep(openStore(folder.database));
    const thumbnails = keep(openThumbnails(folder.thumbnails));
    return { library: { folder, store, thumbnails }, close };
  } catch (error) {
    close();
    throw error;
  }
}

/**
 * Opens a library to change it for as long as `work` takes; the hashes of what it changed are made before it is closed.
 * @throws SmearlabError in-use, and what opening a store throws
 */
export async function changingLibrary<T>(root: string, work: (library: Library) => Promise<T> | T): Promise<T> {
  const { library, close } = openLibrary(root);
  try {
    const result = await work(library);
    settleHashes(library.store);
    return result;
  } finally {
    close();
  }
}

/**
 * Opens a library to read from its database, also while another process changes it.
 * @throws SmearlabError missing-file, and what opening a store throws
 */
export async function readingLibrary<T>(root: string, work: (store: Store, folder: DataFolder) => Promise<T> | T): Promise<T> {
  const folder = dataFolder(root);
  const store = openStore(folder.database, { readonly: true });
  try {
    return await work(store, folder);
  } finally {
    store.close();
  }
}

/**
 * As `readingLibrary`, for a thread of the program that has the library open: its database is not looked through for damage again, which takes
 * seconds where there are millions of rows.
 */
export async function readingOpenLibrary<T>(root: string, work: (store: Store, folder: DataFolder) => Promise<T> | T): Promise<T> {
  const folder = dataFolder(root);
  const store = openStore(folder.database, { readonly: true, isChecked: true });
  try {
    return await work(store, folder);
  } finally {
    store.close();
  }
}

/**
 * The data set of a name; without a name the only one there is.
 * @throws SmearlabError wrong-usage with the names there are
 */
export function dataSetCalled(store: Store, name: string | undefined): DataSetRow {
  const all = listDataSets(store);
  const found = name === undefined ? all[0] : findDataSet(store, name);
  if (found !== undefined && (name !== undefined || all.length === 1)) return found;
  const names = all.map((dataSet) => dataSet.name).join(', ');
  if (all.length === 0) throw new SmearlabError('wrong-usage', 'The library has no data set yet. Import a folder with smearlab import.');
  throw new SmearlabError('wrong-usage', `${name === undefined ? 'Say which data set' : `There is no data set ${name}`}: ${names}.`);
}
