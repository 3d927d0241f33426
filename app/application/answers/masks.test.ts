import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { listDataSets } from '../../store/dataSets.ts';
import { type ApplicationBench, applicationBench, CELLS, EMPTY, maskPicture, SIDE } from '../application.fixture.ts';

let bench: ApplicationBench;
let dataSet = 0;
beforeEach(async () => {
  bench = await applicationBench();
  dataSet = await bench.bring();
});
afterEach(() => bench.clear());

const [FIRST, SECOND] = CELLS;
const store = () => bench.application.desk.library.store;
const hashNow = () => listDataSets(store())[0]?.hash;
const summary = async () => (await bench.call('library.dataSets', {}))[0];

describe('proposed masks', () => {
  it('are made in other threads, kept by the one writer, and told of', async () => {
    const result = await bench.call('masks.propose', { dataSet });
    expect(result).toEqual({ dataSet: 'cells', images: 7, proposed: 6, withoutCell: [EMPTY], unreadable: [] });
    expect(await summary()).toMatchObject({ proposed: 6, masks: 0 });
    const id = await bench.image(FIRST);
    expect(await bench.call('library.image', { id })).toMatchObject({
      mask: 'proposed',
      masks: [{ origin: 'proposed', proposal: 'proposed', levels: [0, 128, 255] }],
    });
    expect(bench.events.some((event) => event.name === 'library' && event.dataSet === dataSet)).toBe(true);
    expect(await bench.call('masks.propose', { dataSet })).toMatchObject({ images: 1, proposed: 0 });
  });

  it('say which images could not be read', async () => {
    rmSync(join(bench.root, SECOND));
    const { unreadable, proposed } = await bench.call('masks.propose', { dataSet });
    expect(proposed).toBe(5);
    expect(unreadable).toEqual([expect.stringMatching(/2\.png is not there any more/)]);
  });

  it('are judged, and again, and wait again; the hash is never an old one', async () => {
    await bench.call('masks.propose', { dataSet });
    const before = hashNow();
    const images = [await bench.image(FIRST), await bench.image(SECOND)];
    expect(await bench.call('masks.judge', { images, verdict: 'accepted' })).toEqual({ images: 2 });
    expect(await summary()).toMatchObject({ masks: 2, proposed: 4, hash: null, isImported: true });
    const accepted = hashNow();
    expect(accepted).toMatch(/^[0-9a-f]{64}$/);
    expect(accepted).not.toBe(before);
    expect(await summary()).toMatchObject({ hash: accepted });
    await bench.call('masks.judge', { images, verdict: 'rejected' });
    expect(hashNow()).toBe(before);
    expect(await summary()).toMatchObject({ masks: 0, proposed: 4 });
    await bench.call('masks.judge', { images, verdict: 'proposed' });
    expect(await summary()).toMatchObject({ masks: 0, proposed: 6 });
  });

  it('that were rejected are made again only where that is asked for', async () => {
    await bench.call('masks.propose', { dataSet });
    await bench.call('masks.judge', { images: [await bench.image(FIRST)], verdict: 'rejected' });
    expect(await bench.call('masks.propose', { dataSet })).toMatchObject({ images: 1, proposed: 0 });
    expect(await bench.call('masks.propose', { dataSet, again: true })).toMatchObject({ images: 2, proposed: 1 });
    expect(await summary()).toMatchObject({ proposed: 6 });
  });

  it('are all judged or none', async () => {
    await bench.call('masks.propose', { dataSet });
    const images = [await bench.image(FIRST), await bench.image(EMPTY)];
    await expect(bench.call('masks.judge', { images, verdict: 'accepted' })).rejects.toMatchObject({ kind: 'wrong-usage' });
    expect(await summary()).toMatchObject({ masks: 0, proposed: 6 });
  });

  it('are stopped within a second, with what was made kept', async () => {
    const asked = bench.call('masks.propose', { dataSet });
    const stopping = expect(asked).rejects.toMatchObject({ kind: 'stopped' });
    const [work] = (await bench.call('work.list', {})).filter(({ procedure }) => procedure === 'masks.propose');
    await bench.call('work.stop', { id: work?.id ?? 0 });
    await stopping;
    const done = (await summary())?.proposed ?? 0;
    expect(await bench.call('masks.propose', { dataSet })).toMatchObject({ proposed: 6 - done });
  });

  it('are not made while the data set is imported or given masks already', async () => {
    const first = bench.call('masks.propose', { dataSet });
    await expect(bench.call('masks.propose', { dataSet })).rejects.toMatchObject({
      kind: 'in-use',
      message: expect.stringContaining('cells'),
    });
    await expect(bench.call('library.rescan', { dataSet })).rejects.toMatchObject({ kind: 'in-use' });
    await first;
    await bench.call('library.rescan', { dataSet });
  });
});

describe('a drawn mask', () => {
  it('counts at once, in the hash too, and is taken back', async () => {
    const before = hashNow();
    const image = await bench.image(FIRST);
    const png = (await maskPicture([0, 255])).toString('base64');
    expect(await bench.call('masks.save', { image, png })).toEqual({ mask: 'drawn' });
    expect(await summary()).toMatchObject({ masks: 1 });
    const [row] = (await bench.call('masks.coverage', { dataSet })).filter(({ drawn }) => drawn > 0);
    expect(row).toMatchObject({ class: 'A', split: 'train', drawn: 1, meanForeground: 0.5 });
    expect(hashNow()).not.toBe(before);
    expect(await bench.call('masks.forget', { image })).toEqual({ mask: null });
    expect(hashNow()).toBe(before);
  });

  it.each([
    ['is no PNG', async () => Buffer.from('<svg/>'), 'unreadable-mask'],
    ['is cut off', async () => (await maskPicture([0, 255])).subarray(0, 60), 'unreadable-mask'],
    ['has another shape', () => maskPicture([0, 255], 90, 60), 'image-size'],
  ])('is refused when it %s, and nothing is kept', async (_, made, kind) => {
    const image = await bench.image(FIRST);
    await expect(bench.call('masks.save', { image, png: (await made()).toString('base64') })).rejects.toMatchObject({ kind });
    expect(await summary()).toMatchObject({ masks: 0 });
  });

  it('has its hash made once the hand rests, without anybody asking', async () => {
    const { hash } = (await summary()) ?? {};
    const image = await bench.image(FIRST);
    await bench.call('masks.save', { image, png: (await maskPicture([0, 255])).toString('base64') });
    expect(await summary()).toMatchObject({ hash: null });
    await vi.waitFor(async () => expect((await summary())?.hash).toMatch(/^[0-9a-f]{64}$/), { timeout: 20_000, interval: 100 });
    expect((await summary())?.hash).not.toBe(hash);
  });

  it('keeps its file as it was given', async () => {
    const image = await bench.image(FIRST);
    const png = await maskPicture([0, 128, 255]);
    await bench.call('masks.save', { image, png: png.toString('base64') });
    const row = store().database.prepare(`SELECT path FROM masks WHERE origin = 'drawn'`).pluck().get();
    expect(readFileSync(join(bench.folder, 'library', String(row))).equals(png)).toBe(true);
    expect((await sharp(png).metadata()).width).toBe(SIDE);
  });
});
