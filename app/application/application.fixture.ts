/** An application over a data folder of its own, with a small folder of painted cells to import. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { type AskedOf, CONTRACT, type OutputOf, type ProcedureName } from '../contract/contract.ts';
import type { ApplicationEvent } from '../contract/events.ts';
import { disc, paintedCell } from '../library/proposer/painted.fixture.ts';
import { classifierInThisProcess } from '../slides/classification/inThisProcess.fixture.ts';
import { explainerInThisProcess } from '../training/explanation/inThisProcess.fixture.ts';
import { executorInThisProcess } from '../training/inThisProcess.fixture.ts';
import type { Services } from './answer.ts';
import { type Application, openApplication } from './application.ts';

export const SIDE = 60;

/** Painted cells by path; the last one shows none. */
export const CELLS = [
  'train/data/A/1.png',
  'train/data/A/2.png',
  'train/data/B/3.png',
  'train/data/B/4.png',
  'val/data/A/5.png',
  'val/data/B/6.png',
] as const;
export const EMPTY = 'train/data/B/empty.png';

export type ApplicationBench = {
  /** A temporary folder; images lie in `root` inside it. */
  readonly folder: string;
  readonly root: string;
  readonly application: Application;
  /** Told until now. */
  readonly events: ApplicationEvent[];
  put(path: string, bytes: Buffer | string): void;
  call<Name extends ProcedureName>(name: Name, input: AskedOf<Name>, signal?: AbortSignal): Promise<OutputOf<Name>>;
  /** Imports `root` as "cells". @returns the id of the data set */
  bring(name?: string): Promise<number>;
  /** The id of an image by its path. */
  image(path: string): Promise<number>;
  /** Ends the application and opens the same data folder again. */
  restart(): Promise<void>;
  clear(): Promise<void>;
};

export async function cellPicture(index: number): Promise<Buffer> {
  const { pixels } = paintedCell(SIDE, disc(30, 27 + index, 18), [disc(29, 27 + index, 9)]);
  return sharp(pixels.data, { raw: { width: SIDE, height: SIDE, channels: 3 } })
    .png()
    .toBuffer();
}

/** A mask PNG: these levels take turns by column. */
export async function maskPicture(levels: readonly number[], width = SIDE, height = SIDE): Promise<Buffer> {
  const data = Uint8Array.from({ length: width * height }, (_, at) => levels[(at % width) % levels.length] ?? 0);
  return sharp(data, { raw: { width, height, channels: 1 } })
    .toColourspace('b-w')
    .png()
    .toBuffer();
}

export const SERVICES: Services = {
  chooseFolder: null,
  useDataFolder: () => undefined,
  devices: () => Promise.resolve([]),
  openExecutor: executorInThisProcess,
  openExplainer: explainerInThisProcess,
  openClassifier: classifierInThisProcess,
};

export async function applicationBench(services: Services = SERVICES): Promise<ApplicationBench> {
  const folder = await mkdtemp(join(tmpdir(), 'smearlab-application-'));
  const root = join(folder, 'images');
  const put = (path: string, bytes: Buffer | string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), bytes);
  };
  for (const [index, path] of CELLS.entries()) put(path, await cellPicture(index));
  const grey = { r: 200, g: 190, b: 200 };
  put(
    EMPTY,
    await sharp({ create: { width: SIDE, height: SIDE, channels: 3, background: grey } })
      .png()
      .toBuffer(),
  );
  const events: ApplicationEvent[] = [];
  const open = () => {
    const opened = openApplication(join(folder, 'library'), services);
    opened.subscribe((event) => events.push(event));
    return opened;
  };
  let application = open();
  const call: ApplicationBench['call'] = async (name, input, signal = new AbortController().signal) => {
    const output = await application.call(name, input, signal);
    // So that every test also holds that the answer is what the contract says.
    return CONTRACT[name].output.parse(output) as OutputOf<typeof name>;
  };
  return {
    ...{ folder, root, events, put, call },
    get application() {
      return application;
    },
    bring: async (name = 'cells') => (await call('library.import', { root, name })).dataSet,
    image: async (path) => {
      const [dataSet] = await call('library.dataSets', {});
      const filter = { dataSet: dataSet?.id ?? 0, search: path };
      const { images } = await call('library.page', { filter, sort: { by: 'path', descending: false }, offset: 0, limit: 1 });
      const [found] = images;
      if (found === undefined) throw new Error(`${path} is not there.`);
      return found.id;
    },
    restart: async () => {
      await application.close();
      application = open();
    },
    clear: async () => {
      await application.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
