import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AskedOf, CONTRACT, isProcedureName, type ProcedureName } from '../contract/contract.ts';
import { SmearlabError } from '../contract/failure.ts';
import { openStore } from '../store/store.ts';
import { addStudy } from '../store/studies.ts';
import { type ApplicationBench, applicationBench, CELLS, maskPicture, SERVICES } from './application.fixture.ts';
import { mediaOf } from './media.ts';
import { madeRun } from './runs/madeRuns.fixture.ts';
import { smallOrder, until } from './training/orders.fixture.ts';

const NAMES = Object.keys(CONTRACT).filter(isProcedureName);
const WALKED_ELSEWHERE = /^(users|audit)\.|^slides\.(count|sign|amend|versions|signed|report|ranges|setRanges)$/;
const HUGE = 'x'.repeat(2_000_000);

let bench: ApplicationBench;
let dataSet = 0;
let image = 0;
beforeAll(async () => {
  bench = await applicationBench({ ...SERVICES, chooseFolder: async () => '/chosen' });
  dataSet = await bench.bring();
  image = await bench.image(CELLS[0]);
});
afterAll(() => bench.clear());

const ask = (name: string, input: unknown) => bench.application.call(name, input, new AbortController().signal);

/** What is thrown; undefined where there is an answer. */
async function thrownBy(name: string, input: unknown): Promise<unknown> {
  try {
    await ask(name, input);
    return undefined;
  } catch (error) {
    return error;
  }
}

/** A good input of every procedure: what is put in place of its fields is what is wrong. */
const page = () => ({ filter: { dataSet }, sort: { by: 'path', descending: false }, offset: 0, limit: 10 });
const recipe = { network: { name: 'wbc' }, imageSize: 32, training: { epochs: 1, batchSize: 4 } } as const;
const order = () => ({
  ...{
    kind: 'run',
    name: 'One',
    dataSet,
    trainedOn: { kind: 'whole' },
    maskedCopies: false,
    recipe,
    seeds: [1],
    inputs: [],
    device: 'cpu',
  },
});
const GOOD: { readonly [Name in ProcedureName]: () => Readonly<Record<string, unknown>> } = {
  'application.start': () => ({}),
  'application.chooseFolder': () => ({}),
  'work.list': () => ({}),
  'work.stop': () => ({ id: 999_999 }),
  'library.dataSets': () => ({}),
  'library.preview': () => ({ root: bench.root }),
  'library.import': () => ({ root: bench.root, name: 'cells', layout: null, labels: null, split: null, groupBy: null, seed: null }),
  'library.rescan': () => ({ dataSet }),
  'library.sample': () => ({}),
  'library.forget': () => ({ dataSet: 999_999 }),
  'library.page': page,
  'library.ids': page,
  'library.balance': () => ({ dataSet }),
  'library.runs': () => ({ dataSet }),
  'library.image': () => ({ id: image }),
  'library.cards': () => ({ dataSet, paths: [CELLS[0]] }),
  'library.relabel': () => ({ dataSet, images: [999_999], class: 'A' }),
  'library.undoRelabel': () => ({ dataSet }),
  'library.check': () => ({ dataSet, contents: true }),
  'library.moves': () => ({ dataSet }),
  'library.moveApart': () => ({ dataSet }),
  'masks.coverage': () => ({ dataSet }),
  'masks.propose': () => ({ dataSet, again: false }),
  'masks.judge': () => ({ images: [999_999], verdict: 'accepted' }),
  'masks.save': () => ({ image, png: 'aGVsbG8=' }),
  'masks.forget': () => ({ image: 999_999 }),
  'settings.read': () => ({}),
  'settings.change': () => ({ theme: 'dark', language: 'de' }),
  'settings.dataFolder': () => ({}),
  'settings.useDataFolder': () => ({ folder: bench.folder }),
  'settings.devices': () => ({}),
  'settings.backups': () => ({}),
  'settings.backup': () => ({ into: null }),
  'subsets.list': () => ({ dataSet }),
  'subsets.count': () => ({ dataSet, settings: { kind: 'percent', percent: 10, floor: 1 }, seed: 1 }),
  'subsets.save': () => ({ dataSet, settings: { kind: 'percent', percent: 10, floor: 1 }, seed: 1, name: 'ten', replace: true }),
  'subsets.forget': () => ({ id: 999_999 }),
  'subsets.files': () => ({ id: 999_999 }),
  'training.queue': () => ({}),
  'training.plan': () => ({ order: order() }),
  'training.add': () => ({ order: { ...order(), dataSet: 999_999 } }),
  'training.move': () => ({ entry: 999_999, before: null }),
  'training.pause': () => ({ entry: 999_999 }),
  'training.resume': () => ({ entry: 999_999 }),
  'training.stop': () => ({ entry: 999_999 }),
  'training.remove': () => ({ entry: 999_999 }),
  'training.hold': () => ({ isHeld: false }),
  'training.run': () => ({ run: 999_999 }),
  'training.inputs': () => ({ dataSet, imageSize: 32 }),
  'recipes.list': () => ({}),
  'recipes.save': () => ({ name: 'mine', content: { kind: 'run', recipe: order().recipe }, replace: true }),
  'recipes.copy': () => ({ name: 'nobodys', as: 'other' }),
  'recipes.rename': () => ({ name: 'nobodys', as: 'other' }),
  'recipes.remove': () => ({ name: 'nobodys' }),
  'recipes.preview': () => ({ dataSet, images: null, recipe: order().recipe, seed: 1, epochs: 1, maskedCopies: false }),
  'runs.list': () => ({ filter: { search: '' }, sort: { by: 'name', descending: false } }),
  'runs.tag': () => ({ runs: [999_999], tag: 'good', isOn: true }),
  'runs.note': () => ({ run: 999_999, note: 'one to keep' }),
  'runs.settings': () => ({ runs: [999_998, 999_999] }),
  'runs.compare': () => ({ runs: [999_998, 999_999], baseline: 999_999 }),
  'runs.studies': () => ({}),
  'runs.study': () => ({ study: 999_999 }),
  'runs.gallery': () => ({ gallery: { kind: 'both wrong', runs: [999_998, 999_999] }, offset: 0, limit: 10 }),
  'runs.explain': () => ({ run: 999_999, image, class: null }),
  'runs.history': () => ({ image }),
  'slides.list': () => ({}),
  'slides.get': () => ({ slide: 999_999 }),
  'slides.open': () => ({ cells: { kind: 'folder', folder: join(bench.folder, 'nowhere') }, accession: 'A-1', notes: '' }),
  'slides.describe': () => ({ slide: 999_999, accession: 'A-1', notes: '' }),
  'slides.remove': () => ({ slide: 999_999 }),
  'slides.cells': () => ({ slide: 999_999, filter: {}, sort: 'review', offset: 0, limit: 10 }),
  'slides.cell': () => ({ cell: 999_999 }),
  'slides.classify': () => ({ slide: 999_999, model: { kind: 'run', run: 999_999 }, testTimeAugmentation: false, threshold: null }),
  'slides.label': () => ({ slide: 999_999, cells: [999_999], label: { kind: 'class', class: 'A' } }),
  'slides.undo': () => ({ slide: 999_999 }),
  'slides.explain': () => ({ cell: 999_999, class: null }),
  'slides.sendToLibrary': () => ({ slide: 999_999, dataSet: 'corrected', which: 'corrected' }),
  'slides.models': () => ({}),
  'slides.modelsOfStudy': () => ({ folder: join(bench.folder, 'nowhere') }),
  'slides.calibration': () => ({ run: 999_999, targetError: null }),
  'slides.calibrate': () => ({ run: 999_999, targetError: 0.02 }),
  'slides.count': () => ({ slide: 999_999 }),
  'slides.sign': () => ({ slide: 999_999, seen: 'a'.repeat(64), meaning: 'approval', waiver: null, secret: '582913' }),
  'slides.amend': () => ({ slide: 999_999, reason: 'A patient was mixed up.', secret: '582913' }),
  'slides.versions': () => ({ slide: 999_999 }),
  'slides.signed': () => ({ slide: 999_999, version: 1 }),
  'slides.report': () => ({ slide: 999_999, version: null, format: 'pdf', language: 'en', timeZone: null }),
  'slides.ranges': () => ({}),
  'slides.setRanges': () => ({ ranges: { source: 'ours', ranges: [{ class: 'A', low: 1, high: 2 }] } }),
  'users.standing': () => ({}),
  'users.list': () => ({}),
  'users.signIn': () => ({ name: 'Nobody', secret: '582913' }),
  'users.signOut': () => ({}),
  // No first user: only an administrator is one.
  'users.add': () => ({ name: 'Tom', role: 'technician', secret: '582913' }),
  'users.changeRole': () => ({ user: 999_999, role: 'reviewer' }),
  'users.setActive': () => ({ user: 999_999, isActive: false }),
  'users.changeSecret': () => ({ user: 999_999, secret: '730184', current: '582913' }),
  'audit.list': () => ({ subject: null, offset: 0, limit: 10 }),
  'audit.verify': () => ({ noted: null }),
};

const NO_INPUT: readonly [string, unknown][] = [
  ['nothing', undefined],
  ['null', null],
  ['a number', 7],
  ['a word', 'dataSet'],
  ['a huge word', HUGE],
  ['a list', [{}]],
  ['a function', () => ({})],
  ['a field too many', { surplus: 1 }],
  ['a key of the prototype', JSON.parse('{"__proto__": {"dataSet": 1, "id": 1}}')],
  ['the constructor', { constructor: { prototype: { dataSet: 1 } } }],
  ['what is deep', JSON.parse(`${'{"a":'.repeat(500)}1${'}'.repeat(500)}`)],
];

describe.each(NAMES)('%s', (name) => {
  it.each(NO_INPUT)('refuses %s as a failure of the asker', async (_, input) => {
    const error = await thrownBy(name, input);
    expect(error).toBeInstanceOf(SmearlabError);
    expect(error).toMatchObject({ kind: 'wrong-usage', message: expect.stringContaining(name) });
  });

  it('refuses a field too many beside good ones', async () => {
    expect(await thrownBy(name, { ...GOOD[name](), surplus: true })).toMatchObject({ kind: 'wrong-usage' });
  });

  it('answers wrong values with a typed failure or an answer of the contract, and throws nothing else', async () => {
    for (const field of Object.keys(GOOD[name]())) {
      for (const wrong of WRONG) {
        const input = { ...GOOD[name](), [field]: wrong };
        const thrown = await ask(name, input).then(
          (output) => {
            expect(CONTRACT[name].output.safeParse(output).success, `${field}: ${String(wrong).slice(0, 40)}`).toBe(true);
            return undefined;
          },
          (error: unknown) => error,
        );
        if (thrown === undefined) continue;
        expect(thrown, `${field}: ${String(wrong).slice(0, 40)}`).toBeInstanceOf(SmearlabError);
        expect(thrown).not.toMatchObject({ kind: 'internal' });
        // A sentence that is shown: it does not hold all that was sent.
        expect((thrown as SmearlabError).message.length).toBeLessThan(10_000);
      }
    }
  });
});

const WRONG: readonly unknown[] = [
  ...[undefined, null, true, Number.NaN, Number.POSITIVE_INFINITY, -1, 0, 1.5, 2 ** 53, 1e308],
  ...['', ' ', '0', "'; DROP TABLE images; --", '\u0000', '\ud800', '../../etc/passwd', HUGE],
  ...[[], [null], [1, 1], [HUGE], {}, { kind: 'percent' }, { dataSet: 999_999 }, JSON.parse('{"__proto__": 1}'), Symbol.iterator],
];

it.each(['', 'library', 'library.page ', '__proto__', 'constructor', 'toString', 'hasOwnProperty', HUGE])(
  'a procedure that there is not is refused: %.30s',
  async (name) => {
    const error = await thrownBy(name, {});
    expect(error).toMatchObject({ name: 'SmearlabError', kind: 'wrong-usage' });
    expect((error as SmearlabError).message.length).toBeLessThan(200);
  },
);

describe('recipes by name', () => {
  const content = { kind: 'run' as const, recipe };
  it('are kept once, copied, renamed and removed, and everybody is told', async () => {
    bench.events.splice(0);
    await bench.call('recipes.save', { name: 'first', content });
    expect(await thrownBy('recipes.save', { name: 'first', content })).toMatchObject({ kind: 'already-there' });
    const other = { kind: 'study' as const, recipe: { wbc: { epochs: 3 } } };
    await bench.call('recipes.save', { name: 'first', content: other, replace: true });
    expect((await bench.call('recipes.copy', { name: 'first', as: 'second' })).content).toEqual(other);
    expect(await thrownBy('recipes.rename', { name: 'second', as: 'first' })).toMatchObject({ kind: 'already-there' });
    expect(await thrownBy('recipes.copy', { name: 'nobodys', as: 'third' })).toMatchObject({ kind: 'wrong-usage' });
    await bench.call('recipes.rename', { name: 'second', as: 'third' });
    await bench.call('recipes.rename', { name: 'third', as: 'third' });
    await bench.call('recipes.remove', { name: 'first' });
    expect((await bench.call('recipes.list', {})).map(({ name }) => name).filter((name) => /first|second|third/.test(name))).toEqual([
      'third',
    ]);
    expect(bench.events).toEqual(new Array(6).fill({ name: 'recipes' }));
  });

  it('show what they make of images, by the address of each picture', async () => {
    const varied = { ...recipe, training: { ...recipe.training, augmentation: { flips: 'both' as const, rotation: 90 } } };
    const asked = { dataSet, images: [image], recipe: varied, epochs: 3, maskedCopies: false };
    const { rows, side } = await bench.call('recipes.preview', asked);
    expect(rows.map((row) => [row.image, row.name, row.variants.length])).toEqual([[image, '1.png', 3]]);
    const addresses = rows.flatMap((row) => [row.original, ...row.variants.map(({ picture }) => picture)]);
    expect(new Set(addresses).size).toBe(4);
    for (const sha256 of addresses) {
      const { bytes } = await mediaOf(bench.application.desk, { kind: 'preview', sha256 }, new AbortController().signal);
      expect(await sharp(bytes).metadata()).toMatchObject({ format: 'png', width: side, height: side });
    }
    const large = await bench.call('recipes.preview', { ...asked, recipe: { ...varied, imageSize: 2048 } });
    expect(large.side).toBe(256);
    const masked = await bench.call('recipes.preview', { ...asked, images: null, maskedCopies: true });
    expect(masked.rows.every((row) => row.image > 0)).toBe(true);
    const gone = mediaOf(bench.application.desk, { kind: 'preview', sha256: 'f'.repeat(64) }, new AbortController().signal);
    await expect(gone).rejects.toMatchObject({ kind: 'wrong-usage' });
  });
});

describe('events', () => {
  const CHANGES: readonly [ProcedureName, () => Promise<AskedOf<ProcedureName>> | AskedOf<ProcedureName>][] = [
    ['library.rescan', () => ({ dataSet })],
    ['library.relabel', () => ({ dataSet, images: [image], class: 'Other' })],
    ['library.undoRelabel', () => ({ dataSet })],
    ['masks.propose', () => ({ dataSet })],
    ['masks.judge', () => ({ images: [image], verdict: 'accepted' })],
    ['masks.save', async () => ({ image, png: (await maskPicture([0, 255])).toString('base64') })],
    ['masks.forget', () => ({ image })],
    ['subsets.save', () => ({ dataSet, settings: { kind: 'percent', percent: 50 }, seed: 2, name: 'half' })],
    ['subsets.forget', async () => ({ id: (await bench.call('subsets.list', { dataSet })).find(({ name }) => name === 'half')?.id ?? 0 })],
  ];
  it.each(CHANGES)('tell everybody of a data set that %s changed', async (name, input) => {
    const asked = await input();
    bench.events.splice(0);
    await ask(name, asked);
    expect(bench.events).toContainEqual({ name: 'library', dataSet });
  });

  it('tell of settings, and of nothing where nothing was changed', async () => {
    bench.events.splice(0);
    const settings = await bench.call('settings.change', { theme: 'light' });
    expect(bench.events).toEqual([{ name: 'settings', settings }]);
    bench.events.splice(0);
    await thrownBy('library.relabel', { dataSet, images: [999_999], class: 'A' });
    expect(bench.events).toEqual([]);
  });

  it('are no longer told to who has gone', async () => {
    const told: unknown[] = [];
    bench.application.subscribe((event) => told.push(event))();
    await bench.call('settings.change', { theme: 'dark' });
    expect(told).toEqual([]);
  });
});

describe('on the synthetic sample', () => {
  it('every procedure answers what the contract says', async () => {
    const { dataSet: sample, images } = await bench.call('library.sample', {});
    expect(images).toBeGreaterThan(100);
    const filter = { dataSet: sample };
    const sort = { by: 'path', descending: false } as const;
    const [first, second] = await bench.call('library.ids', { filter, sort, offset: 0, limit: 2 });
    const drawn = { image: first ?? 0, png: (await maskPicture([0, 255])).toString('base64') };
    const walk: [ProcedureName, unknown][] = [
      ['application.start', {}],
      ['application.chooseFolder', {}],
      ['library.preview', { root: join(bench.folder, 'library/sample/wbc') }],
      ['library.dataSets', {}],
      ['library.rescan', filter],
      ['library.page', { filter, sort, offset: 0, limit: 500 }],
      ['library.balance', filter],
      ['library.runs', filter],
      ['library.image', { id: first }],
      ['library.cards', { dataSet: sample, paths: ['nothing.png'] }],
      ['masks.coverage', filter],
      ['masks.propose', filter],
      ['masks.save', drawn],
      ['masks.forget', { image: first }],
      ['library.relabel', { dataSet: sample, images: [second], class: 'Blast' }],
      ['library.undoRelabel', filter],
      ['library.check', filter],
      ['library.moves', filter],
      ['library.moveApart', filter],
      ['subsets.count', { dataSet: sample, settings: { kind: 'percent', percent: 10 }, seed: 1 }],
      ['subsets.save', { dataSet: sample, settings: { kind: 'percent', percent: 10 }, seed: 1, name: 'ten' }],
      ['subsets.list', filter],
      ['training.queue', {}],
      ['training.hold', { isHeld: true }],
      ['training.plan', { order: { ...order(), dataSet: sample } }],
      ['training.inputs', { dataSet: sample, imageSize: 32 }],
      ['recipes.save', { name: 'mine', content: { kind: 'run', recipe }, replace: true }],
      ['recipes.copy', { name: 'mine', as: 'copied' }],
      ['recipes.rename', { name: 'copied', as: 'renamed' }],
      ['recipes.list', {}],
      ['recipes.remove', { name: 'renamed' }],
      ['recipes.preview', { dataSet: sample, recipe, epochs: 2 }],
      ['settings.read', {}],
      ['settings.change', { language: 'de' }],
      ['settings.dataFolder', {}],
      ['settings.useDataFolder', { folder: join(bench.folder, 'other') }],
      ['settings.devices', {}],
      ['settings.backup', {}],
      ['settings.backups', {}],
      ['work.list', {}],
    ];
    const done = new Set<string>(['library.sample', 'library.ids']);
    const answered = async (name: ProcedureName, input: unknown) => {
      const parsed = CONTRACT[name].output.safeParse(await ask(name, input));
      expect(parsed.error, name).toBeUndefined();
      done.add(name);
    };
    mkdirSync(join(bench.folder, 'other'), { recursive: true });
    for (const [name, input] of walk) await answered(name, input);
    const waiting = await bench.call('library.ids', { filter: { ...filter, mask: 'proposed' }, sort, offset: 0, limit: 3 });
    expect(waiting).not.toEqual([]);
    await answered('masks.judge', { images: waiting, verdict: 'accepted' });
    const [subset] = await bench.call('subsets.list', filter);
    await answered('subsets.files', { id: subset?.id });
    await answered('subsets.forget', { id: subset?.id });
    const { entry } = await bench.call('training.add', { order: smallOrder(dataSet, {}, { epochs: 1 }) });
    done.add('training.add');
    for (const name of ['training.pause', 'training.resume', 'training.stop', 'training.resume'] as const) await answered(name, { entry });
    await answered('training.move', { entry, before: null });
    await bench.call('training.hold', { isHeld: false });
    const trained = await until(bench, entry, 'finished');
    await answered('training.run', { run: trained.runs[0]?.id });
    await answered('runs.explain', { run: trained.runs[0]?.id, image, class: null });
    const files = CELLS.map((path) => join(bench.root, path));
    const slide = (await bench.call('slides.open', { cells: { kind: 'files', files }, accession: 'A-1' })).id;
    done.add('slides.open');
    const model = { kind: 'run', run: trained.runs[0]?.id };
    await answered('slides.classify', { slide, model, threshold: 0 });
    const [cell] = (await bench.call('slides.cells', { slide })).cells;
    for (const name of ['slides.list', 'slides.models'] as const) await answered(name, {});
    for (const name of ['slides.get', 'slides.cells'] as const) await answered(name, { slide });
    await answered('slides.cell', { cell: cell?.id });
    await answered('slides.explain', { cell: cell?.id, class: null });
    await answered('slides.calibration', { run: model.run });
    await answered('slides.calibrate', { run: model.run, targetError: 0.5 });
    await answered('slides.label', { slide, cells: [cell?.id], label: { kind: 'class', class: 'Blast' } });
    await answered('slides.sendToLibrary', { slide, dataSet: 'corrected' });
    await answered('slides.undo', { slide });
    await answered('slides.describe', { slide, accession: 'A-2', notes: 'again' });
    await answered('slides.remove', { slide });
    openStore(join(bench.folder, 'study', 'smearlab.db')).close();
    await answered('slides.modelsOfStudy', { folder: join(bench.folder, 'study') });
    await answered('training.queue', {});
    await answered('training.remove', { entry });
    const long = bench.application
      .call('library.check', { ...filter, contents: true }, new AbortController().signal)
      .catch(() => undefined);
    const running = (await bench.call('work.list', {})).find(({ state }) => state.kind === 'running');
    await answered('work.stop', { id: running?.id });
    await long;
    const { store } = bench.application.desk.library;
    const studyId = addStudy(store, '{}');
    const runs = [1.5, 3].map((skill) => madeRun(store, { studyId, dataSetId: sample, name: `wbc-${skill}`, skill, epochs: 3 }));
    const [run = 0, other = 0] = runs;
    await answered('runs.list', {});
    await answered('runs.tag', { runs, tag: 'good', isOn: true });
    await answered('runs.note', { run, note: 'one to keep' });
    await answered('runs.settings', { runs });
    await answered('runs.compare', { runs, baseline: run });
    await answered('runs.studies', {});
    await answered('runs.study', { study: studyId });
    await answered('runs.gallery', { gallery: { kind: 'one right', right: other, wrong: run }, offset: 0, limit: 200 });
    await answered('runs.history', { image: first });
    await answered('library.import', { root: join(bench.folder, 'library/sample/wbc'), name: 'again' });
    // The sample stays: runs refer to it.
    const again = (await bench.call('library.dataSets', {})).find(({ name }) => name === 'again');
    await answered('library.forget', { dataSet: again?.id });
    // Those of signing are walked in answers/signing.test.ts, over a slide that is classified.
    expect(NAMES.filter((name) => !done.has(name) && !WALKED_ELSEWHERE.test(name))).toEqual([]);
  }, 240_000);
});
