import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ProposingSummary } from '../contract/library.ts';
import type { Progress } from '../contract/progress.ts';
import { findDataSet } from '../store/dataSets.ts';
import { findImageByPath, type ImageRow } from '../store/images.ts';
import { findMask, maskCoverage } from '../store/masks.ts';
import { pageOfImages } from '../store/pages.ts';
import { imagesToPropose, proposalState, waitingProposals } from '../store/proposals.ts';
import { maskedCopy } from './drawnMasks.ts';
import { type ImportBench, importBench, picture } from './import/importBench.fixture.ts';
import { dataFolder, type Library } from './library.ts';
import { judgeProposals, proposeMasks } from './proposals.ts';
import { disc, paintedCell } from './proposer/painted.fixture.ts';

const CELLS = ['train/data/A/1.png', 'train/data/A/2.png', 'train/data/B/3.png', 'val/data/A/4.png', 'val/data/B/5.png'] as const;
const EMPTY = 'train/data/B/empty.png';

let bench: ImportBench;
let library: Library;
beforeEach(async () => {
  bench = await importBench();
  for (const [index, path] of CELLS.entries()) await bench.put(path, await cellPicture(index));
  await bench.put(EMPTY, await picture(60, 60));
  await bench.scan();
  library = { folder: dataFolder(bench.folder), store: bench.store, thumbnails: bench.thumbnails };
});
afterEach(() => bench.clear());

async function cellPicture(index: number): Promise<Buffer> {
  const { pixels } = paintedCell(60, disc(30, 28 + index, 18), [disc(29, 28 + index, 9)]);
  return sharp(pixels.data, { raw: { width: 60, height: 60, channels: 3 } })
    .png()
    .toBuffer();
}

function dataSet() {
  const found = findDataSet(bench.store, 'wbc');
  if (found === undefined) throw new Error('The data set is not there.');
  return found;
}

function image(path: string): ImageRow {
  const found = findImageByPath(bench.store, dataSet().id, path);
  if (found === undefined) throw new Error(`${path} is not there.`);
  return found;
}

function propose(signal = new AbortController().signal, onProgress: (progress: Progress) => void = () => {}): Promise<ProposingSummary> {
  return proposeMasks(library, dataSet(), { signal, onProgress });
}

const judge = (verdict: 'accepted' | 'rejected', ...paths: readonly string[]) => judgeProposals(library, paths.map(image), verdict);

function pathsWith(mask: 'with' | 'without' | 'accepted' | 'proposed'): string[] {
  const filter = { dataSet: dataSet().id, mask };
  return pageOfImages(bench.store, { filter, sort: { by: 'path', descending: false }, offset: 0, limit: 100 }).images.map(
    ({ path }) => path,
  );
}

describe('proposed masks', () => {
  it('are made for every image without a mask, beside the lab’s files, and count for nothing', async () => {
    const before = dataSet().hash;
    const progress: Progress[] = [];
    const summary = await propose(undefined, (told) => progress.push(told));
    expect(summary).toEqual({ dataSet: 'wbc', images: 6, proposed: 5, withoutCell: [EMPTY], unreadable: [] });
    expect(progress.at(-1)).toMatchObject({ done: 6, total: 6, unit: 'images' });
    expect(pathsWith('proposed')).toEqual(CELLS);
    expect(pathsWith('with')).toEqual([]);
    expect(image(CELLS[0]).mask).toBeNull();
    expect(dataSet().hash).toBe(before);
    const mask = findMask(bench.store, image(CELLS[0]).id, 'proposed');
    expect(mask).toMatchObject({ width: 60, height: 60, levels: [0, 128, 255] });
    const levels = await sharp(join(bench.folder, mask?.path ?? ''))
      .toColourspace('b-w')
      .raw()
      .toBuffer();
    expect([levels[0], levels[28 * 60 + 44], levels[28 * 60 + 29]]).toEqual([0, 128, 255]);
    expect(existsSync(join(bench.root, 'train/mask'))).toBe(false);
    await expect(maskedCopy(library.folder, dataSet(), image(CELLS[0]), 30)).rejects.toThrow(/no mask that counts/);
  });

  it('are not made again, neither those that wait nor those rejected', async () => {
    await propose();
    judge('rejected', CELLS[1]);
    expect(await propose()).toMatchObject({ images: 1, proposed: 0 });
    expect(imagesToPropose(bench.store, dataSet().id).map(({ path }) => path)).toEqual([EMPTY]);
    expect(pathsWith('proposed')).toEqual(CELLS.filter((path) => path !== CELLS[1]));
    expect(proposalState(bench.store, image(CELLS[1]).id)).toBe('rejected');
  });

  it('are not made where the lab or a person has one', async () => {
    await bench.put(
      'train/mask/A/1.png',
      await sharp(await cellPicture(0))
        .threshold(200)
        .negate()
        .png()
        .toBuffer(),
    );
    await bench.scan();
    await propose();
    expect(pathsWith('proposed')).toEqual(CELLS.slice(1));
  });

  it('that are accepted count like the lab’s: in pages, in masked copies, in the coverage and in the hash', async () => {
    const before = dataSet().hash;
    await propose();
    judge('accepted', CELLS[0], CELLS[3]);
    expect(pathsWith('with')).toEqual([CELLS[0], CELLS[3]]);
    expect(pathsWith('accepted')).toEqual([CELLS[0], CELLS[3]]);
    expect(image(CELLS[0]).mask).toMatchObject({ origin: 'proposed', levels: [0, 128, 255] });
    expect(dataSet().hash).not.toBe(before);
    const copy = await maskedCopy(library.folder, dataSet(), image(CELLS[0]), 60);
    expect(Array.from(copy.subarray(0, 3))).toEqual([0, 0, 0]);
    expect(copy[(28 * 60 + 29) * 3 + 2]).toBe(130);
    const [ofA] = maskCoverage(bench.store, dataSet().id);
    expect(ofA).toMatchObject({ class: 'A', split: 'train', images: 2, accepted: 1, proposed: 1, lab: 0, drawn: 0 });
    expect(ofA?.meanForeground).toBeGreaterThan(0.2);
    judge('rejected', CELLS[0], CELLS[3]);
    expect(dataSet().hash).toBe(before);
    expect(pathsWith('with')).toEqual([]);
  });

  it('that are accepted go behind the lab’s when that comes later', async () => {
    await propose();
    judge('accepted', CELLS[0]);
    await bench.put(
      'train/mask/A/1.png',
      await sharp(await cellPicture(0))
        .threshold(200)
        .negate()
        .png()
        .toBuffer(),
    );
    await bench.scan();
    expect(image(CELLS[0]).mask).toMatchObject({ origin: 'lab', path: 'train/mask/A/1.png' });
  });

  it('that were rejected are made anew only when asked to, and wait again; accepted ones stay', async () => {
    await propose();
    judge('rejected', CELLS[0], CELLS[1]);
    judge('accepted', CELLS[2]);
    expect(await propose()).toMatchObject({ images: 1, proposed: 0 });
    expect(proposalState(bench.store, image(CELLS[0]).id)).toBe('rejected');
    const request = { signal: new AbortController().signal, onProgress: () => undefined, again: true };
    expect(await proposeMasks(library, dataSet(), request)).toMatchObject({ images: 3, proposed: 2, withoutCell: [EMPTY] });
    const states = CELLS.map((path) => proposalState(bench.store, image(path).id));
    expect(states).toEqual(['proposed', 'proposed', 'accepted', 'proposed', 'proposed']);
    expect(pathsWith('proposed')).toEqual([CELLS[0], CELLS[1], CELLS[3], CELLS[4]]);
  });

  it('go when their image becomes another one, accepted or not', async () => {
    await propose();
    judge('accepted', CELLS[0]);
    await bench.put(CELLS[0], await cellPicture(7));
    await bench.scan();
    expect(image(CELLS[0]).mask).toBeNull();
    expect(imagesToPropose(bench.store, dataSet().id).map(({ path }) => path)).toEqual([CELLS[0], EMPTY]);
  });

  it('that were made until a stop are kept, and going on ends with the same as never having stopped', async () => {
    const controller = new AbortController();
    const request = { signal: controller.signal, onProgress: () => undefined, onProposal: () => controller.abort() };
    await expect(proposeMasks(library, dataSet(), request)).rejects.toMatchObject({ kind: 'stopped' });
    const kept = waitingProposals(bench.store, dataSet().id).length;
    expect(kept).toBeGreaterThan(0);
    expect(kept).toBeLessThan(CELLS.length);
    expect(await propose()).toMatchObject({ images: 6 - kept, proposed: 5 - kept });
    expect(pathsWith('proposed')).toEqual(CELLS);
  });

  it('are not made for images that are gone, damaged or changed since the import, which are said', async () => {
    await rm(join(bench.root, CELLS[0]));
    await writeFile(join(bench.root, CELLS[1]), await cellPicture(9));
    await writeFile(join(bench.root, CELLS[2]), (await readFile(join(bench.root, CELLS[2]))).subarray(0, 90));
    const summary = await propose();
    expect(summary.proposed).toBe(2);
    expect(summary.unreadable).toEqual([
      expect.stringMatching(/1\.png is not there any more/),
      expect.stringMatching(/2\.png has changed since it was imported/),
      expect.stringMatching(/3\.png has changed since it was imported/),
    ]);
  });
});

describe('a verdict', () => {
  it('over an image without proposal is refused, and then none of its fellows is judged', async () => {
    await propose();
    expect(() => judge('accepted', CELLS[0], EMPTY)).toThrow(expect.objectContaining({ kind: 'wrong-usage' }));
    expect(pathsWith('accepted')).toEqual([]);
  });

  it('cannot accept a mask whose file is lost, but reject it', async () => {
    await propose();
    await rm(join(bench.folder, 'masks'), { recursive: true });
    expect(() => judge('accepted', CELLS[0])).toThrow(expect.objectContaining({ kind: 'missing-file' }));
    judge('rejected', CELLS[0]);
    expect(proposalState(bench.store, image(CELLS[0]).id)).toBe('rejected');
  });
});

it('a folder where masks cannot be written is said', async () => {
  await rm(join(bench.folder, 'masks'), { recursive: true, force: true });
  await writeFile(join(bench.folder, 'masks'), 'a file in its place');
  await expect(propose()).rejects.toMatchObject({ kind: 'not-writable' });
  await rm(join(bench.folder, 'masks'));
  await mkdir(join(bench.folder, 'masks'));
  expect(await propose()).toMatchObject({ proposed: 5 });
});
