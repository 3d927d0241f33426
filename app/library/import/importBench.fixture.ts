/** Small real folders of images for the tests of the import, and an import of them into a database of their own. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { type ImportSettings, type ImportSummary, importSettingsSchema } from '../../contract/library.ts';
import type { Progress } from '../../contract/progress.ts';
import type { Split } from '../../contract/words.ts';
import { openStore, type Store } from '../../store/store.ts';
import { openThumbnails, type Thumbnails } from '../../store/thumbnails.ts';
import { type ImportedDataSet, loadDataSet } from '../dataSet.ts';
import { importDataSet } from './importDataSet.ts';

type Options = {
  readonly name?: string;
  readonly settings?: Partial<ImportSettings>;
  readonly requiredSplits?: readonly Split[];
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  readonly seed?: number;
  readonly at?: string;
};

export type ImportBench = {
  /** A temporary folder; the images lie in `root` inside it, which is made by the first `put`. */
  readonly folder: string;
  readonly root: string;
  readonly store: Store;
  readonly thumbnails: Thumbnails;
  put(path: string, bytes: Buffer | string): Promise<void>;
  /** Two classes with two training images and one validation image each. */
  putGoodFolder(): Promise<void>;
  /** Imports and gives what it says. */
  scan(options?: Options): Promise<ImportSummary>;
  /** Imports and loads the data set. */
  bring(options?: Options): Promise<ImportedDataSet>;
  clear(): Promise<void>;
};

let painted = 0;

/** A small picture unlike every other one. */
export async function picture(width = 20, height = 16): Promise<Buffer> {
  painted++;
  const background = { r: painted % 256, g: (painted >> 8) % 256, b: 99 };
  return sharp({ create: { width, height, channels: 3, background } })
    .png()
    .toBuffer();
}

/** A mask in which these grey levels take turns. */
export async function mask(levels: readonly number[], width = 20, height = 16): Promise<Buffer> {
  const data = Uint8Array.from({ length: width * height }, (_, index) => levels[index % levels.length] ?? 0);
  return sharp(data, { raw: { width, height, channels: 1 } })
    .toColourspace('b-w')
    .png()
    .toBuffer();
}

const GOOD = [
  'train/data/A/1.png',
  'train/data/A/2.png',
  'train/data/B/1.png',
  'train/data/B/2.png',
  'val/data/A/3.png',
  'val/data/B/3.png',
];

export async function importBench(): Promise<ImportBench> {
  const folder = await mkdtemp(join(tmpdir(), 'smearlab-import-'));
  const root = join(folder, 'images');
  const store = openStore(join(folder, 'study.db'));
  const thumbnails = openThumbnails(join(folder, 'thumbnails.db'));
  const put = async (path: string, bytes: Buffer | string) => {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), bytes);
  };
  const scan = (options: Options = {}) =>
    importDataSet(store, {
      name: options.name ?? 'wbc',
      root: options.at ?? root,
      settings: importSettingsSchema.parse({ layout: 'splits', seed: options.seed ?? 1, ...options.settings }),
      requiredSplits: options.requiredSplits ?? ['train', 'val'],
      thumbnails,
      onProgress: options.onProgress ?? (() => {}),
      signal: options.signal ?? new AbortController().signal,
    });
  return {
    folder,
    root,
    store,
    thumbnails,
    put,
    putGoodFolder: async () => {
      for (const path of GOOD) await put(path, await picture());
    },
    scan,
    bring: async (options = {}) => {
      const { name } = await scan(options);
      const loaded = loadDataSet(store, name);
      if (loaded === undefined) throw new Error('The import left no data set behind.');
      return loaded;
    },
    clear: async () => {
      store.close();
      thumbnails.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
