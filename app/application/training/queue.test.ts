import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepsReconstructions } from '../../contract/reconstructions.ts';
import { runFileSchema } from '../../contract/runFile.ts';
import { studyResultSchema } from '../../contract/studyResult.ts';
import type { EpochReport } from '../../contract/training.ts';
import { readTensors } from '../../training/safetensors.ts';
import { type ApplicationBench, applicationBench, CELLS, maskPicture } from '../application.fixture.ts';
import { mediaOf } from '../media.ts';
import { smallOrder, until, whenEpoch } from './orders.fixture.ts';

let bench: ApplicationBench;
let dataSet = 0;
beforeAll(async () => {
  bench = await applicationBench();
  dataSet = await bench.bring();
});
afterAll(() => bench.clear());

const WBC = { network: { name: 'wbc' as const }, imageSize: 32, training: { epochs: 1, batchSize: 4 } };
const add = async (order: ReturnType<typeof smallOrder>) => (await bench.call('training.add', { order })).entry;
const finished = async (order: ReturnType<typeof smallOrder>) => until(bench, await add(order), 'finished');
/** The one run of an entry. */
const runOf = async (entry: { readonly runs: readonly { readonly id: number }[] }) =>
  bench.call('training.run', { run: entry.runs[0]?.id ?? 0 });
const folderOf = (study: number, run: string) => join(bench.folder, 'library/studies', String(study), 'runs', run);
const withoutTime = (curve: readonly EpochReport[]) =>
  curve.map(({ metrics: { seconds: _, ...metrics }, ...rest }) => ({ ...rest, metrics }));
const studyOf = (entry: number) => bench.application.desk.training.rows().find(({ id }) => id === entry)?.studyId ?? 0;
const bitsOf = (entry: number, run: string) => {
  const { tensors } = readTensors(join(folderOf(studyOf(entry), run), 'last.safetensors'));
  return [...tensors.values()].map(({ name, values }) => `${name} ${Buffer.from(values.buffer).toString('base64')}`);
};

describe('a run that was ordered', () => {
  it('is trained on the images of the library, and tells what each epoch found', async () => {
    bench.events.splice(0);
    const entry = await finished(smallOrder(dataSet, { name: 'Übung 1', seeds: [3, 4] }));
    expect(entry).toMatchObject({ name: 'Übung 1', live: null, failure: null, report: null });
    expect(entry.runs.map(({ name, state, epochsDone, seed }) => [name, state, epochsDone, seed])).toEqual([
      ['ubung-1-seed-3', 'finished', 2, 3],
      ['ubung-1-seed-4', 'finished', 2, 4],
    ]);
    const run = await runOf(entry);
    expect(run).toMatchObject({ classes: ['A', 'B'], dataSet, device: 'cpu' });
    const [val1, val2] = [await bench.image(CELLS[4]), await bench.image(CELLS[5])];
    for (const { found, metrics } of run.curve) {
      expect(found?.confusion?.flat().reduce((a, b) => a + b, 0)).toBe(2);
      expect(found?.samples.map(({ image }) => image).sort()).toEqual([val1, val2].sort());
      for (const { probabilities } of found?.samples ?? []) expect(probabilities.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 3);
      expect(metrics.valMacroF1).not.toBeNull();
    }
    const told = bench.events.flatMap((event) => (event.name === 'epoch' && event.run === run.id ? [event.epoch] : []));
    expect(told).toEqual(run.curve);
    const names = bench.events.map(({ name }) => name);
    expect(names.lastIndexOf('runs'), 'lists of runs are asked for anew at the end').toBeGreaterThan(names.lastIndexOf('epoch'));
    const live = bench.events.flatMap((event) => (event.name === 'training' ? [event.live] : []));
    expect(live.find(({ stage }) => stage === 'training')).toMatchObject({ run: run.id, place: 1, runs: 2, epoch: 1, epochs: 2, total: 5 });
    expect(live.every(({ stage, trainLoss }) => (stage === 'training') === (trainLoss !== null))).toBe(true);
    expect((await bench.call('library.runs', { dataSet })).map(({ name }) => name)).toContain('ubung-1-seed-3');
  });

  it('with masks that were drawn and accepted trains on their masked copies, read from the data folder', async () => {
    const [drawn, accepted] = [await bench.image(CELLS[0]), await bench.image(CELLS[2])];
    await bench.call('masks.save', { image: drawn, png: (await maskPicture([0, 255])).toString('base64') });
    await bench.call('masks.propose', { dataSet });
    await bench.call('masks.judge', { images: [accepted], verdict: 'accepted' });
    const order = smallOrder(dataSet, { name: 'masked', maskedCopies: true }, { epochs: 1 });
    expect((await bench.call('training.plan', { order })).runs).toMatchObject([{ trainImages: 5, maskedCopies: 2, valImages: 2 }]);
    bench.events.splice(0);
    const entry = await finished(order);
    const totals = bench.events.flatMap((event) =>
      event.name === 'training' && event.live.stage === 'training' ? [event.live.total] : [],
    );
    expect(new Set(totals)).toEqual(new Set([7]));
    const run = runFileSchema.parse(JSON.parse(readFileSync(join(folderOf(studyOf(entry.id), 'masked'), 'run.json'), 'utf8')));
    const masks = run.images.train.flatMap(({ mask }) => (mask === null ? [] : [mask]));
    expect(masks.map(({ place }) => place)).toEqual(['data folder', 'data folder']);
    for (const { path } of masks) expect(existsSync(join(bench.folder, 'library', path))).toBe(true);
  });

  it.each(['percent', 'saved'] as const)('on a subset (%s) is trained on its images alone', async (kind) => {
    const subsets = () => bench.application.desk.library.store.database.prepare('SELECT count(*) FROM subsets').pluck().get();
    const saved = await bench.call('subsets.save', {
      dataSet,
      settings: { kind: 'count', count: 1 },
      seed: 3,
      name: 'one each',
      replace: true,
    });
    const trainedOn = kind === 'saved' ? { kind, subset: saved.id } : ({ kind, percent: 40, seed: 5 } as const);
    const order = smallOrder(dataSet, { name: `on ${kind}`, trainedOn }, { epochs: 1 });
    const before = subsets();
    expect((await bench.call('training.plan', { order })).runs).toMatchObject([{ trainImages: 2 }]);
    // Asking what an order would come to changes nothing.
    expect(subsets()).toBe(before);
    const entry = await finished(order);
    const run = runFileSchema.parse(JSON.parse(readFileSync(join(folderOf(studyOf(entry.id), `on-${kind}`), 'run.json'), 'utf8')));
    expect(run.images.train.map((image) => image.class)).toEqual(['A', 'B']);
    expect(run.subset).toEqual(kind === 'saved' ? null : { percent: 40, seed: 5 });
    if (kind === 'saved') await expect(bench.call('subsets.forget', { id: saved.id })).rejects.toMatchObject({ kind: 'wrong-usage' });
  });

  it('of an autoencoder shows reconstructions of the same images after every epoch', async () => {
    const recipe = { network: { name: 'autoencoder' }, imageSize: 32, training: { epochs: 2, batchSize: 4 } } as const;
    const run = await runOf(await finished(smallOrder(dataSet, { name: 'ae', recipe })));
    const reconstructed = run.curve.map(({ found }) => found?.reconstructed);
    expect(reconstructed[0]?.length).toBe(2);
    expect(reconstructed[1]).toEqual(reconstructed[0]);
    const pictures = await Promise.all(
      [1, 2].map((epoch) =>
        mediaOf(bench.application.desk, { kind: 'reconstruction', run: run.id, epoch, at: 1 }, new AbortController().signal),
      ),
    );
    for (const { bytes, type } of pictures) expect([type, (await sharp(bytes).metadata()).width]).toEqual(['image/png', 32]);
    expect(pictures[0]?.bytes.equals(pictures[1]?.bytes ?? Buffer.alloc(0))).toBe(false);
    const gone = mediaOf(bench.application.desk, { kind: 'reconstruction', run: run.id, epoch: 9, at: 0 }, new AbortController().signal);
    await expect(gone).rejects.toMatchObject({ kind: 'missing-file' });
  });

  it('of an autoencoder over many epochs keeps reconstructions of some, and each that it says it has is there', async () => {
    const recipe = { network: { name: 'autoencoder' }, imageSize: 16, training: { epochs: 24, batchSize: 8 } } as const;
    const entry = await finished(smallOrder(dataSet, { name: 'long-ae', recipe }));
    const run = await runOf(entry);
    const kept = run.curve.flatMap(({ metrics, found }) => (found?.reconstructed.length === 2 ? [metrics.epoch] : []));
    // As whoever followed it from its first epoch knows as well (renderer/training/watch/following.ts).
    const end = { last: 24, best: run.curve.find(({ isBest }) => isBest)?.metrics.epoch };
    expect(kept).toEqual(run.curve.map(({ metrics }) => metrics.epoch).filter((epoch) => keepsReconstructions(epoch, end)));
    expect(kept.length).toBeLessThanOrEqual(15);
    const files = new Set(readdirSync(join(folderOf(studyOf(entry.id), 'long-ae'), 'reconstructions')));
    for (const epoch of kept) for (const at of [0, 1]) expect(files, `epoch ${epoch}`).toContain(`${epoch}-${at}.png`);
    // Those of the epoch before the last may be there still.
    expect(files.size).toBeLessThanOrEqual(2 * (kept.length + 2));
  });
});

describe('a study that was ordered', () => {
  it('is carried out whole, with its result and report in the data folder', async () => {
    const recipe = {
      imageSize: 32,
      ...Object.fromEntries(['autoencoder', 'cam16', 'wbc', 'ensemble'].map((name) => [name, { epochs: 1, batchSize: 8 }])),
    };
    const order = {
      kind: 'study' as const,
      name: 'Spring',
      dataSets: { wbc: dataSet, cam16: dataSet, prcc: dataSet },
      subsets: [100],
      recipe,
      device: 'cpu' as const,
    };
    const { entry } = await bench.call('training.add', { order });
    const { report, runs } = await until(bench, entry, 'finished');
    expect(runs.map(({ name }) => name)).toEqual(['autoencoder', 'cam16', 'wbc-100-plain', 'wbc-100-masks', 'wbc-100-ensemble']);
    const result = studyResultSchema.parse(JSON.parse(readFileSync(join(report ?? '', '../study.json'), 'utf8')));
    expect(result.rows.map(({ arm, maskedCopies }) => [arm, maskedCopies])).toEqual([
      ['plain', 0],
      ['masks', 2],
      ['ensemble', 2],
    ]);
    expect(readFileSync(report ?? '', 'utf8')).toContain('Spring');
  });

  it('has runs that an ensemble of another order starts from; what does not fit is refused', async () => {
    const possible = await bench.call('training.inputs', { dataSet, imageSize: 32 });
    const input = (part: 'autoencoder' | 'cam16' | 'wbc') => ({ part, run: possible.find((one) => one.part === part)?.run ?? 0 });
    const inputs = [input('autoencoder'), input('cam16'), input('wbc')];
    const ensemble = (more: object) => ({
      ...smallOrder(dataSet, {
        name: 'all',
        recipe: { network: { name: 'ensemble' }, imageSize: 32, training: { epochs: 1, batchSize: 4 } },
      }),
      ...more,
    });
    const entry = await finished(ensemble({ inputs }));
    expect((await runOf(entry)).curve.length).toBe(1);
    const swapped = [input('autoencoder'), { part: 'cam16', run: inputs[2]?.run ?? 0 }, input('wbc')];
    const refused: readonly [object, string][] = [
      [{ inputs: [] }, 'autoencoder'],
      [{ inputs: inputs.slice(1) }, 'autoencoder'],
      [{ inputs: [input('cam16'), input('cam16'), input('wbc')] }, 'autoencoder'],
      [{ inputs: swapped }, 'wbc network'],
      [{ inputs: [{ part: 'autoencoder', run: 999_999 }, ...inputs.slice(1)] }, 'autoencoder'],
      [{ inputs, recipe: { network: { name: 'ensemble' }, imageSize: 48, training: {} } }, '32 px'],
      [{ inputs, recipe: { network: { name: 'wbc' }, imageSize: 32, training: {} } }, 'a run of its own kind'],
      [{ inputs: [inputs[1]], recipe: { network: { name: 'cam16' }, imageSize: 48, training: {} } }, '32 px'],
    ];
    for (const [more, named] of refused) {
      await expect(bench.call('training.add', { order: ensemble(more) })).rejects.toMatchObject({
        kind: 'wrong-usage',
        message: expect.stringContaining(named),
      });
    }
  });
});

describe('a run that goes on with another one', () => {
  /** Tensors of its last checkpoint by name. */
  const tensorsOf = (entry: number, run: string) => {
    const { tensors } = readTensors(join(folderOf(studyOf(entry), run), 'last.safetensors'));
    return (name: string) => tensors.get(`parameters.${name}`)?.values;
  };

  it('begins with what that learned, and trains of it what its recipe does not freeze', async () => {
    const first = await finished(smallOrder(dataSet, { name: 'first' }));
    const run = first.runs[0]?.id ?? 0;
    expect(await bench.call('training.inputs', { dataSet, imageSize: 16, network: 'cam16' })).toContainEqual(
      expect.objectContaining({ run, part: 'cam16', hasItsClasses: true }),
    );
    const freeze = ['conv1', 'conv2', 'conv3', 'fc1'];
    const inputs = [{ part: 'cam16' as const, run }];
    const fine = await finished(smallOrder(dataSet, { name: 'fine', inputs, seeds: [99] }, { freeze }));
    const [learned, tuned] = [tensorsOf(first.id, 'first'), tensorsOf(fine.id, 'fine')];
    for (const layer of freeze) expect(tuned(`${layer}.weight`)).toEqual(learned(`${layer}.weight`));
    expect(tuned('fc2.weight')).not.toEqual(learned('fc2.weight'));
    const file = runFileSchema.parse(JSON.parse(readFileSync(join(folderOf(studyOf(fine.id), 'fine'), 'run.json'), 'utf8')));
    expect(file).toMatchObject({ format: 'smearlab-run/3', inputs: [{ part: 'cam16', run: 'cam16: first' }] });
    const { differing } = await bench.call('runs.settings', { runs: [run, fine.runs[0]?.id ?? 0] });
    expect(differing.find(({ name }) => name === 'startsFrom')?.values).toEqual([null, 'first']);
  });

  it('of other classes begins its last layer anew, and it is said before it is ordered', async () => {
    const first = await finished(smallOrder(dataSet, { name: 'two', recipe: WBC }, {}));
    await bench.call('library.relabel', { dataSet, images: [await bench.image(CELLS[3])], class: 'C' });
    try {
      const [found] = await bench.call('training.inputs', { dataSet, imageSize: 32, network: 'wbc' });
      expect(found).toMatchObject({ run: first.runs[0]?.id, hasItsClasses: false });
      const order = smallOrder(dataSet, { name: 'three', recipe: WBC, inputs: [{ part: 'wbc', run: found?.run ?? 0 }] });
      const { runs, warnings } = await bench.call('training.plan', { order });
      expect(runs).toMatchObject([{ classes: ['A', 'B', 'C'] }]);
      expect(warnings.some((sentence) => /last layer is not taken over/.test(sentence))).toBe(true);
      expect((await runOf(await finished(order))).classes).toEqual(['A', 'B', 'C']);
    } finally {
      await bench.call('library.undoRelabel', { dataSet });
    }
  });
});

describe('what goes on', () => {
  const LONG = { epochs: 6, batchSize: 2 };
  let whole: { curve: unknown; bits: unknown };
  beforeAll(async () => {
    const entry = await finished(smallOrder(dataSet, { name: 'long' }, LONG));
    whole = { curve: withoutTime((await runOf(entry)).curve), bits: bitsOf(entry.id, 'long') };
  });
  const expectSameAsWhole = async (id: number) => {
    const entry = await until(bench, id, 'finished');
    expect({ curve: withoutTime((await runOf(entry)).curve), bits: bitsOf(id, 'long') }).toEqual(whole);
  };

  it('is paused after the batch under way, lets the next one begin, and goes on from its last epoch to the same bits', async () => {
    const first = await add(smallOrder(dataSet, { name: 'long' }, LONG));
    const second = await add(smallOrder(dataSet, { name: 'second' }));
    whenEpoch(bench, 2, () => void bench.call('training.pause', { entry: first }));
    const paused = await until(bench, first, 'paused');
    expect(paused.runs).toMatchObject([{ state: 'interrupted', epochsDone: 2 }]);
    await until(bench, second, 'finished');
    // Labels and masks that are changed meanwhile are not those that it began with.
    await bench.call('library.relabel', { dataSet, images: [await bench.image(CELLS[3])], class: 'A' });
    await bench.call('training.resume', { entry: first });
    await until(bench, first, 'finished');
    await bench.call('library.undoRelabel', { dataSet });
    await expectSameAsWhole(first);
  });

  it('goes on by itself, before what waits, when the application is opened again; what was paused does not', async () => {
    const first = await add(smallOrder(dataSet, { name: 'long' }, LONG));
    const [held, next] = [await add(smallOrder(dataSet, { name: 'held' })), await add(smallOrder(dataSet, { name: 'next' }))];
    await bench.call('training.pause', { entry: held });
    await bench.call('training.move', { entry: next, before: first });
    const reached = new Promise<void>((resolve) => whenEpoch(bench, 3, resolve));
    await reached;
    await bench.restart();
    bench.events.splice(0);
    const { entries } = await bench.call('training.queue', {});
    expect(entries.slice(0, 3).map(({ id, state }) => [id, state])).toEqual([
      [first, 'running'],
      [next, 'waiting'],
      [held, 'paused'],
    ]);
    await expectSameAsWhole(first);
    const epochs = bench.events.flatMap((event) => (event.name === 'epoch' ? [event.epoch.metrics.epoch] : []));
    expect(epochs.slice(0, 3)).toEqual([4, 5, 6]);
    await until(bench, next, 'finished');
    await until(bench, held, 'paused');
    await bench.call('training.remove', { entry: held });
  });

  it.each(['', '{', '{"format":"smearlab-plan/2"}', 'null'])(
    'is planned anew where its plan was damaged (%j), and goes on to the same bits',
    async (damage) => {
      const entry = await add(smallOrder(dataSet, { name: 'long' }, LONG));
      whenEpoch(bench, 1, () => void bench.call('training.pause', { entry }));
      await until(bench, entry, 'paused');
      writeFileSync(join(folderOf(studyOf(entry), 'long'), '../../plan.json'), damage);
      await bench.call('training.resume', { entry });
      await expectSameAsWhole(entry);
    },
  );

  it('goes on with its images where they lie today, as its run file says from then on', async () => {
    const entry = await add(smallOrder(dataSet, { name: 'long' }, LONG));
    whenEpoch(bench, 1, () => void bench.call('training.pause', { entry }));
    await until(bench, entry, 'paused');
    const elsewhere = join(bench.folder, 'elsewhere');
    const move = (from: string, to: string) => {
      renameSync(from, to);
      bench.application.desk.library.store.database.prepare('UPDATE data_sets SET root = ? WHERE id = ?').run(to, dataSet);
    };
    move(bench.root, elsewhere);
    try {
      await bench.call('training.resume', { entry });
      await expectSameAsWhole(entry);
      const run = runFileSchema.parse(JSON.parse(readFileSync(join(folderOf(studyOf(entry), 'long'), 'run.json'), 'utf8')));
      expect(run.dataSet.root).toBe(elsewhere);
    } finally {
      move(elsewhere, bench.root);
    }
  });

  it('may be paused while it is planned, and leaves nothing of that behind', async () => {
    const studies = join(bench.folder, 'library/studies');
    const before = readdirSync(studies);
    const entry = await add(smallOrder(dataSet, { name: 'long' }, LONG));
    // Before its thread can have answered.
    await bench.call('training.pause', { entry });
    expect((await until(bench, entry, 'paused')).runs).toEqual([]);
    // As where the thread had come further.
    mkdirSync(join(studies, 'planned-half/runs/long'), { recursive: true });
    await bench.restart();
    expect(readdirSync(studies)).toEqual(before);
    await bench.call('training.resume', { entry });
    await expectSameAsWhole(entry);
  });

  it('is stopped and keeps its finished epochs; it may be resumed, and is removed only when it has ended', async () => {
    const entry = await add(smallOrder(dataSet, { name: 'long' }, LONG));
    let removing: Promise<unknown> | undefined;
    whenEpoch(bench, 1, () => {
      removing = bench.call('training.remove', { entry }).catch((error: unknown) => error);
      void bench.call('training.stop', { entry });
    });
    expect((await until(bench, entry, 'stopped')).runs).toMatchObject([{ state: 'interrupted', epochsDone: 1 }]);
    expect(await removing).toMatchObject({ kind: 'wrong-usage' });
    await bench.call('training.resume', { entry });
    await expectSameAsWhole(entry);
    await bench.call('training.remove', { entry });
    expect((await bench.call('training.queue', {})).entries.some(({ id }) => id === entry)).toBe(false);
    await expect(bench.call('training.resume', { entry })).rejects.toMatchObject({ kind: 'wrong-usage' });
  });

  it('keeps the application busy until nothing is left, and while the queue is held nothing begins', async () => {
    await bench.call('training.hold', { isHeld: true });
    const entry = await add(smallOrder(dataSet, { name: 'after' }, { epochs: 1 }));
    expect(bench.application.isBusy()).toBe(false);
    await bench.restart();
    expect([bench.application.isBusy(), (await bench.call('training.queue', {})).isHeld]).toEqual([false, true]);
    await expect(bench.call('library.forget', { dataSet })).rejects.toMatchObject({
      kind: 'in-use',
      message: expect.stringContaining('training queue'),
    });
    const ended = new Promise<boolean>((resolve) =>
      bench.application.subscribe(({ name }) => {
        if (name === 'queue' && !bench.application.isBusy()) resolve(true);
      }),
    );
    await bench.call('training.hold', { isHeld: false });
    expect(bench.application.isBusy()).toBe(true);
    // Whoever waits for the end of all work is told of it.
    expect(await ended).toBe(true);
    await until(bench, entry, 'finished');
  });
});

it.each<[string, () => object, string]>([
  ['a data set that is not there', () => ({ dataSet: 999_999 }), 'not in the library'],
  ['a subset of another data set', () => ({ trainedOn: { kind: 'saved', subset: 999_999 } }), 'no such subset'],
  [
    'an image size that the network does not take',
    () => ({ recipe: { network: { name: 'autoencoder' }, imageSize: 17, training: {} } }),
    '17',
  ],
  [
    'a recipe for classes where there are none',
    () => ({ recipe: { network: { name: 'autoencoder' }, imageSize: 32, training: { sampling: 'balanced' } } }),
    'mse',
  ],
  [
    'layers to freeze that there are not',
    () => ({ recipe: { network: { name: 'cam16' }, imageSize: 16, training: { freeze: ['nothing'] } } }),
    'nothing',
  ],
])('an order of %s is refused in a sentence, and is not in the queue', async (_, more, named) => {
  const before = (await bench.call('training.queue', {})).entries.length;
  const order = { ...smallOrder(dataSet), ...more() };
  const thrown = await bench.application.call('training.add', { order }, new AbortController().signal).catch((error: unknown) => error);
  expect(thrown).toMatchObject({ name: 'SmearlabError', message: expect.stringContaining(named) });
  expect((await bench.call('training.queue', {})).entries.length).toBe(before);
});
