import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { countedAs, type SlideDetails, standingOf } from '../../contract/slides.ts';
import { classifierInThisProcess } from '../../slides/classification/inThisProcess.fixture.ts';
import { amendSlide, signSlide } from '../../store/slides.ts';
import { type ApplicationBench, applicationBench, CELLS, cellPicture, EMPTY, SERVICES } from '../application.fixture.ts';
import { mediaOf } from '../media.ts';
import { madeModel } from '../slides/madeModel.fixture.ts';

let bench: ApplicationBench;
let dataSet = 0;
let run = 0;
let folder = '';
/** Ends a classification after its first batch where it is set. */
let isKilled = false;
beforeEach(() => {
  isKilled = false;
  bench.events.splice(0);
});
beforeAll(async () => {
  bench = await applicationBench({
    ...SERVICES,
    openClassifier: () => {
      const classifier = classifierInThisProcess();
      return {
        ...classifier,
        classify: async (request, onFound, signal) => {
          await classifier.classify(isKilled ? { ...request, cells: request.cells.slice(0, 2) } : request, onFound, signal);
          if (isKilled) throw new Error('killed');
        },
      };
    },
  });
  dataSet = await bench.bring();
  run = madeModel(bench.application.desk.library.store, join(bench.folder, 'library'), dataSet, ['A', 'B']);
  folder = join(bench.folder, 'slide');
  mkdirSync(folder);
  for (const [at, path] of CELLS.slice(0, 4).entries()) copyFileSync(join(bench.root, path), join(folder, `${at + 1}.png`));
  copyFileSync(join(bench.root, EMPTY), join(folder, '5-empty.png'));
  copyFileSync(join(bench.root, CELLS[0]), join(folder, '6-again.png'));
  writeFileSync(join(folder, '7-damaged.png'), (await cellPicture(0)).subarray(0, 300));
  writeFileSync(join(folder, 'list.txt'), 'no cell');
});
afterAll(() => bench.clear());

const open = () => bench.call('slides.open', { cells: { kind: 'folder', folder }, accession: ' H-2026-17 ', notes: 'urgent' });
const model = () => ({ kind: 'run', run }) as const;
const classify = (slide: number, threshold: number | null = 0) => bench.call('slides.classify', { slide, model: model(), threshold });
const cellsOf = async (slide: number) => (await bench.call('slides.cells', { slide, sort: 'path' })).cells;
const sum = ({ standings }: SlideDetails) => Object.values(standings).reduce((a, b) => a + b, 0);

describe('a slide', () => {
  it('is opened with every image of its folder: duplicates, what is no cell and what cannot be read are said', async () => {
    const slide = await open();
    expect(slide).toMatchObject({ accession: 'H-2026-17', folder, cells: 7, state: { kind: 'open' }, version: 1, corrected: 0 });
    const cells = await cellsOf(slide.id);
    expect(cells.map(({ path }) => path)).toEqual(['1.png', '2.png', '3.png', '4.png', '5-empty.png', '6-again.png', '7-damaged.png']);
    expect(cells[4]?.flags).toEqual(['empty']);
    expect(cells[5]?.duplicateOf).toBe(cells[0]?.id);
    expect(cells[6]?.result).toMatchObject({
      kind: 'unclassified',
      reason: 'unreadable',
      sentence: expect.stringContaining('7-damaged.png'),
    });
    expect(bench.events).toContainEqual({ name: 'slide', slide: null });
    expect((await bench.call('slides.list', {}))[0]).toMatchObject({ id: slide.id, cells: 7 });
  });

  it('is classified, and each of its cells has one standing, the same in the table and in the contract', async () => {
    const { id } = await open();
    const slide = await classify(id, 0.9);
    expect(slide.state).toMatchObject({
      kind: 'review',
      model: { run, name: 'model', threshold: 0.9, targetError: null, classes: ['A', 'B'] },
    });
    const cells = await cellsOf(id);
    const counted = Map.groupBy(cells, standingOf);
    for (const [standing, count] of Object.entries(slide.standings))
      expect(counted.get(standing as never)?.length ?? 0, standing).toBe(count);
    expect(sum(slide)).toBe(7);
    expect(slide.standings).toMatchObject({ unclassified: 1, waiting: 0 });
    expect(slide.standings.duplicate).toBeGreaterThanOrEqual(1);
    for (const { class: name, cells: many } of slide.counts) expect(cells.filter((cell) => countedAs(cell) === name)).toHaveLength(many);
  });

  it('comes with the least sure cells first, then those that could not be classified', async () => {
    const { id } = await open();
    await classify(id, 1);
    const { cells, total } = await bench.call('slides.cells', { slide: id });
    expect(total).toBe(7);
    const standings = cells.map(standingOf);
    const uncertain = cells
      .filter((_, at) => standings[at] === 'uncertain')
      .map(({ result }) => (result.kind === 'classified' ? result.probability : 9));
    expect(standings.slice(0, uncertain.length + 1)).toEqual([...uncertain.map(() => 'uncertain'), 'unclassified']);
    expect(uncertain).toEqual([...uncertain].sort((a, b) => a - b));
    const only = await bench.call('slides.cells', { slide: id, filter: { standings: ['unclassified'] } });
    expect(only.total).toBe(1);
    expect((await bench.call('slides.cells', { slide: id, filter: { flag: 'empty' } })).cells.map(({ path }) => path)).toEqual([
      '5-empty.png',
    ]);
    expect((await bench.call('slides.cells', { slide: id, filter: { shownAs: null } })).total).toBe(1);
  });

  it('goes on where it stood after the program ended, with the model it was begun with', async () => {
    const { id } = await open();
    isKilled = true;
    await expect(classify(id)).rejects.toThrow('killed');
    await bench.restart();
    expect((await bench.call('slides.get', { slide: id })).state).toMatchObject({ kind: 'classifying', isRunning: false, model: { run } });
    const done = (await cellsOf(id)).filter(({ result }) => result.kind === 'classified');
    expect(done).toHaveLength(2);
    isKilled = false;
    const slide = await bench.call('slides.classify', { slide: id, model: null });
    expect(slide).toMatchObject({ state: { kind: 'review' }, standings: { waiting: 0 } });
    expect((await cellsOf(id)).slice(0, 2)).toEqual(done);
  });

  it('is refused what does not fit its state, in a sentence', async () => {
    const { id } = await open();
    const [cell] = await cellsOf(id);
    const label = { slide: id, cells: [cell?.id ?? 0], label: { kind: 'class' as const, class: 'A' } };
    const refused = (asked: Promise<unknown>) => expect(asked).rejects.toMatchObject({ kind: 'wrong-usage' });
    await refused(bench.call('slides.label', label));
    await refused(bench.call('slides.classify', { slide: id, model: null }));
    await refused(bench.call('slides.explain', { cell: cell?.id ?? 0, class: null }));
    await classify(id);
    const { store } = bench.application.desk.library;
    signSlide(store, id, { signedBy: 'Dr. A', meaning: 'reviewed', signedAt: new Date().toISOString() });
    expect((await bench.call('slides.get', { slide: id })).state).toMatchObject({ kind: 'signed', signedBy: 'Dr. A', meaning: 'reviewed' });
    await refused(bench.call('slides.label', label));
    await refused(classify(id));
    await refused(bench.call('slides.describe', { slide: id, accession: 'x', notes: '' }));
    await refused(bench.call('slides.remove', { slide: id }));
    amendSlide(store, id);
    expect(await bench.call('slides.get', { slide: id })).toMatchObject({ version: 2, state: { kind: 'review' } });
    expect(() => amendSlide(store, id)).toThrow('is not signed');
    // What was signed once stays.
    await refused(bench.call('slides.remove', { slide: id }));
  });

  it('is removed with its cells', async () => {
    const { id } = await open();
    await bench.call('slides.remove', { slide: id });
    expect((await bench.call('slides.list', {})).filter((slide) => slide.id === id)).toEqual([]);
    const { store } = bench.application.desk.library;
    expect(store.database.prepare('SELECT count(*) FROM cells WHERE slide_id = ?').pluck().get(id)).toBe(0);
  });

  it('is stopped by anybody, and is then gone on with', async () => {
    const { id } = await open();
    const asked = expect(classify(id)).rejects.toMatchObject({ kind: 'stopped' });
    await expect(classify(id)).rejects.toMatchObject({ kind: 'in-use' });
    const [work] = (await bench.call('work.list', {})).filter(({ state }) => state.kind === 'running');
    await bench.call('work.stop', { id: work?.id ?? 0 });
    await asked;
    expect((await classify(id)).state.kind).toBe('review');
  });
});

describe('a person', () => {
  it('labels cells beside the model, whose word stays, and takes it back step by step', async () => {
    const { id } = await open();
    await classify(id);
    const before = await cellsOf(id);
    const ids = before.map((cell) => cell.id);
    const of = async (places: readonly number[]) => (await cellsOf(id)).filter((_, at) => places.includes(at)).map(({ label }) => label);
    const say = (places: readonly number[], label: { kind: 'class'; class: string } | { kind: 'not counted' } | null) =>
      bench.call('slides.label', { slide: id, cells: places.map((at) => ids[at] ?? 0), label });
    expect(await say([0, 6], { kind: 'class', class: ' Blast ' })).toEqual({ cells: 2 });
    expect(await say([0], { kind: 'class', class: 'Blast' })).toEqual({ cells: 0 });
    await say([0, 1], { kind: 'not counted' });
    await say([0], null);
    expect(await of([0, 1, 6])).toEqual([null, { kind: 'not counted' }, { kind: 'class', class: 'Blast' }]);
    const slide = await bench.call('slides.get', { slide: id });
    expect(slide.classes).toEqual(['A', 'B', 'Blast']);
    expect(slide.counts.at(-1)).toEqual({ class: 'Blast', cells: 1, byPerson: 1 });
    expect(slide).toMatchObject({ corrected: 1, inLibrary: 0, lastLabelling: { cells: 1, label: null } });
    expect((await bench.call('slides.undo', { slide: id }))?.cells).toEqual([ids[0]]);
    expect(await of([0, 1])).toEqual([{ kind: 'not counted' }, { kind: 'not counted' }]);
    await bench.call('slides.undo', { slide: id });
    expect(await of([0, 1])).toEqual([{ kind: 'class', class: 'Blast' }, null]);
    await bench.call('slides.undo', { slide: id });
    expect(await bench.call('slides.undo', { slide: id })).toBeNull();
    expect(await cellsOf(id)).toEqual(before);
  });

  it('keeps what was said when the slide is classified once more', async () => {
    const { id } = await open();
    await classify(id);
    const [cell] = await cellsOf(id);
    await bench.call('slides.label', { slide: id, cells: [cell?.id ?? 0], label: { kind: 'class', class: 'Blast' } });
    await bench.call('slides.classify', { slide: id, model: model(), testTimeAugmentation: true });
    expect((await cellsOf(id))[0]?.label).toEqual({ kind: 'class', class: 'Blast' });
  });

  it('labels no cell of another slide', async () => {
    const [one, other] = [await open(), await open()];
    await classify(one.id);
    const [foreign] = await cellsOf(other.id);
    const own = (await cellsOf(one.id))[0]?.id ?? 0;
    const asked = bench.call('slides.label', { slide: one.id, cells: [own, foreign?.id ?? 0], label: { kind: 'not counted' } });
    await expect(asked).rejects.toMatchObject({ kind: 'wrong-usage' });
    expect((await cellsOf(one.id))[0]?.label).toBeNull();
  });

  it('sees cells as pictures, and where the model looked', async () => {
    const { id } = await open();
    await classify(id);
    const [cell, ...others] = await cellsOf(id);
    const { signal } = new AbortController();
    const picture = await mediaOf(bench.application.desk, { kind: 'cell', cell: cell?.id ?? 0, side: 20 }, signal);
    expect(await sharp(picture.bytes).metadata()).toMatchObject({ width: 20, height: 20 });
    const thumbnail = await mediaOf(bench.application.desk, { kind: 'thumbnail', sha256: others[0]?.sha256 ?? '' }, signal);
    expect(thumbnail.type).toBe('image/jpeg');
    await expect(mediaOf(bench.application.desk, { kind: 'cell', cell: others.at(-1)?.id ?? 0, side: null }, signal)).rejects.toThrow(
      '7-damaged',
    );
    expect(await bench.call('slides.explain', { cell: cell?.id ?? 0, class: 'B' })).toMatchObject({ class: 'B', classes: ['A', 'B'] });
  });

  it('sends corrected cells to the library, marked by where they come from, each picture once', async () => {
    const { id } = await open();
    await classify(id);
    const cells = await cellsOf(id);
    const nothing = bench.call('slides.sendToLibrary', { slide: id, dataSet: 'corrected' });
    await expect(nothing).rejects.toMatchObject({ kind: 'wrong-usage' });
    const label = (at: number, name: string) =>
      bench.call('slides.label', { slide: id, cells: [cells[at]?.id ?? 0], label: { kind: 'class', class: name } });
    await label(0, 'Blast');
    await label(1, 'Smudge, "old"');
    const sent = await bench.call('slides.sendToLibrary', { slide: id, dataSet: 'corrected' });
    expect(sent).toMatchObject({ name: 'corrected', images: 2, alreadyThere: 0 });
    expect(await bench.call('slides.get', { slide: id })).toMatchObject({ corrected: 2, inLibrary: 2 });
    const list = readFileSync(join(bench.folder, 'library', 'corrections', 'corrected', 'labels.csv'), 'utf8');
    expect(list).toContain('"slide H-2026-17"');
    const [known] = (await bench.call('library.dataSets', {})).filter(({ name }) => name === 'corrected');
    expect(known).toMatchObject({ images: 2, classes: ['Blast', 'Smudge, "old"'] });
    await label(0, 'Promyelocyte');
    expect((await bench.call('slides.get', { slide: id })).inLibrary).toBe(1);
    expect(await bench.call('slides.sendToLibrary', { slide: id, dataSet: 'corrected' })).toMatchObject({ images: 1, alreadyThere: 1 });
    const page = await bench.call('library.page', {
      filter: { dataSet: sent.dataSet },
      sort: { by: 'path', descending: false },
      offset: 0,
      limit: 9,
    });
    expect(page.images.map((image) => image.class).sort()).toEqual(['Promyelocyte', 'Smudge, "old"']);
    const [details] = await Promise.all(page.images.map((image) => bench.call('library.image', { id: image.id })));
    expect(details?.group).toBe(`slide-${id}`);
    const intoLabs = bench.call('slides.sendToLibrary', { slide: id, dataSet: 'cells' });
    await expect(intoLabs).rejects.toMatchObject({ kind: 'already-there' });
  });
});

describe('a model', () => {
  it('has a calibration, which is kept when asked to, and then is what slides are classified with', async () => {
    const proposed = await bench.call('slides.calibration', { run });
    expect(proposed).toMatchObject({ run, targetError: 0.02, savedAt: null, images: 2 });
    expect((await bench.call('slides.models', {})).map(({ name, calibration }) => [name, calibration])).toEqual([['model', null]]);
    const kept = await bench.call('slides.calibrate', { run, targetError: 0.5 });
    expect(bench.events).toContainEqual({ name: 'calibration', run });
    expect(await bench.call('slides.calibration', { run })).toEqual(kept);
    expect((await bench.call('slides.calibration', { run, targetError: 0 })).savedAt).toBeNull();
    const [listed] = await bench.call('slides.models', {});
    expect(listed?.calibration).toEqual({ temperature: kept.temperature, threshold: kept.threshold, targetError: 0.5 });
    const { id } = await open();
    expect((await classify(id, null)).state).toMatchObject({
      model: { threshold: kept.threshold, temperature: kept.temperature, targetError: 0.5 },
    });
  });

  it.each([
    ['one that is not there', () => ({ kind: 'run', run: 999 }) as const],
    ['a folder that holds no study', () => ({ kind: 'study', folder: bench.root }) as const],
  ])('is refused where it is %s, and the slide is as it was', async (_, choice) => {
    const { id } = await open();
    await expect(bench.call('slides.classify', { slide: id, model: choice() })).rejects.toThrow();
    expect((await bench.call('slides.get', { slide: id })).state.kind).toBe('open');
  });
});
