import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { trainingOrderSchema } from '../contract/training.ts';
import { recordFindings, watchedCurve } from './findings.ts';
import { MIGRATIONS } from './migrations/migrations.ts';
import { forgetEpochsAfter, recordEpoch } from './predictions.ts';
import { readRun } from './runs.ts';
import { openStore, type Store } from './store.ts';
import { addStudy, findStudy, findStudyCalled } from './studies.ts';
import { addQueued, findQueued, holdQueue, isQueueHeld, orderQueued, queuedRows, setQueuedState, setQueuedStudy } from './trainingQueue.ts';
import { writeVersion1 } from './version1.fixture.ts';

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'smearlab-version-5-'));
  file = join(folder, 'smearlab.db');
  writeVersion1(file);
  const raw = new Database(file);
  raw.pragma('foreign_keys = OFF');
  for (const migration of MIGRATIONS.slice(1, 5)) raw.exec(migration);
  raw.pragma('user_version = 5');
  raw.close();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const TABLES = ['data_sets', 'images', 'masks', 'subsets', 'subset_images', 'studies', 'runs', 'run_inputs', 'predictions', 'epochs'];
const ORDER = trainingOrderSchema.parse({
  ...{ kind: 'run', name: 'One', dataSet: 1, trainedOn: { kind: 'whole' }, maskedCopies: false, seeds: [1] },
  recipe: { network: { name: 'wbc' }, imageSize: 32, training: {} },
});

function opened<T>(work: (store: Store) => T): T {
  const store = openStore(file);
  try {
    return work(store);
  } finally {
    store.close();
  }
}

it('a database of version 5 keeps every row of every table; its study has no name', () => {
  const before = new Database(file, { readonly: true });
  const columns = (table: string) => before.prepare('SELECT name FROM pragma_table_info(?)').pluck().all(table).join(', ');
  const kept = TABLES.map((table) => ({
    table,
    names: columns(table),
    rows: before.prepare(`SELECT ${columns(table)} FROM ${table}`).all(),
  }));
  before.close();
  opened((store) => {
    for (const { table, names, rows } of kept) expect(store.database.prepare(`SELECT ${names} FROM ${table}`).all(), table).toEqual(rows);
    expect(kept.filter(({ rows }) => rows.length === 0)).toEqual([]);
    expect(findStudy(store)?.name).toBeNull();
    expect(store.database.pragma('integrity_check', { simple: true })).toBe('ok');
    expect([queuedRows(store), isQueueHeld(store)]).toEqual([[], false]);
  });
});

it('keeps an order with its place, its state, when it began and ended, and why it failed', () => {
  opened((store) => {
    const [first, second] = [addQueued(store, ORDER), addQueued(store, { ...ORDER, name: 'Two' })];
    orderQueued(store, [second, first]);
    expect(queuedRows(store).map(({ name, state, order }) => [name, state, order.kind])).toEqual([
      ['Two', 'waiting', 'run'],
      ['One', 'waiting', 'run'],
    ]);
    setQueuedState(store, first, 'running');
    const began = findQueued(store, first)?.startedAt;
    setQueuedState(store, first, 'failed', { kind: 'engine', sentence: 'Gone.', file: null });
    expect(findQueued(store, first)).toMatchObject({ startedAt: began, failure: { sentence: 'Gone.' }, endedAt: expect.any(String) });
    setQueuedState(store, first, 'waiting');
    expect(findQueued(store, first)).toMatchObject({ startedAt: began, failure: null, endedAt: null });
    const study = addStudy(store, '{}', 'Spring');
    setQueuedStudy(store, first, study);
    expect([findQueued(store, first)?.studyId, findStudyCalled(store, 'Spring')?.id]).toEqual([study, study]);
    holdQueue(store, true);
    holdQueue(store, true);
    expect(isQueueHeld(store)).toBe(true);
    holdQueue(store, false);
    expect(isQueueHeld(store)).toBe(false);
    expect(() => setQueuedState(store, first, 'failed')).toThrow();
  });
});

it('keeps what epochs found while the epochs are reported again, and gives up what an attempt found that was given up', () => {
  opened((store) => {
    const run = readRun(store, 1);
    const metrics = (epoch: number) => ({
      epoch,
      trainLoss: 1,
      trainAccuracy: null,
      valLoss: null,
      valAccuracy: null,
      valMacroF1: null,
      seconds: 1,
    });
    const path = String(store.database.prepare('SELECT path FROM images WHERE data_set_id = ?').pluck().get(run.dataSetId));
    const sample = { sha256: 'a', path, actual: 0, predicted: 1, probabilities: [1 / 3, 2 / 3] };
    const found = { confusion: [[1]], samples: [sample, { ...sample, path: 'nowhere.png' }], reconstructed: [path, 'nowhere.png'] };
    forgetEpochsAfter(store, run.id, 0);
    for (const epoch of [1, 2, 3]) {
      recordEpoch(store, run.id, metrics(epoch), epoch === 1);
      recordFindings(store, run, epoch, found);
    }
    const before = watchedCurve(store, run.id);
    expect(before.map(({ isBest }) => isBest)).toEqual([true, false, false]);
    const [image = 0, nobody] = before[0]?.found?.reconstructed ?? [];
    expect([image > 0, nobody]).toEqual([true, 0]);
    expect(before[0]?.found?.samples).toEqual([{ image, actual: 0, predicted: 1, probabilities: [0.3333, 0.6667] }]);
    forgetEpochsAfter(store, run.id, 0);
    expect(watchedCurve(store, run.id)).toEqual([]);
    for (const epoch of [1, 2]) recordEpoch(store, run.id, metrics(epoch), epoch === 1);
    expect(watchedCurve(store, run.id)).toEqual(before.slice(0, 2));
    recordFindings(store, run, 2, { ...found, confusion: [[7]] });
    recordEpoch(store, run.id, metrics(3), false);
    expect(watchedCurve(store, run.id).map((epoch) => epoch.found?.confusion ?? null)).toEqual([[[1]], [[7]], null]);
  });
});
