/**
 * The parts of a filter that are laid over a sorted library in memory: a subset, and what a run predicted. All ids in order are made once
 * and kept until something in the database changes, so that scrolling through them costs nothing (docs/library.md has the times).
 */
import { z } from 'zod';
import type { ImageFilter } from '../contract/library.ts';
import { classesOfRun } from './predictions.ts';
import { numbersOf, readOne } from './rows.ts';
import type { Store } from './store.ts';

export type InMemory = Pick<ImageFilter, 'subset' | 'prediction'> & {
  /** SQL: the images in an order, and which of them. */
  readonly from: string;
  readonly where: string;
  readonly order: string;
  readonly values: readonly (string | number | null)[];
};

type Kept = { readonly key: string; readonly ids: readonly number[] };
type KeptRun = { readonly key: string; readonly takenFor: Uint16Array };

const kept = new WeakMap<Store, Kept>();
/** One run is looked at under many filters: what it predicted is kept as well. */
const keptRuns = new WeakMap<Store, KeptRun>();

/** Ids of all images that every part lets through, in order. @throws SmearlabError wrong-usage for a run that is not there */
export function idsInMemory(store: Store, asked: InMemory): readonly number[] {
  const state = stateOf(store);
  const key = JSON.stringify([asked, state]);
  const known = kept.get(store);
  if (known?.key === key) return known.ids;
  const ids = idsOf(store, asked, state);
  kept.set(store, { key, ids });
  return ids;
}

const stateSchema = z.object({ own: z.int(), others: z.int() });

/** Another one after every change, whoever made it: rows that this connection has changed, and the version that others left. */
function stateOf(store: Store): unknown {
  return readOne(store, stateSchema, 'SELECT total_changes() AS own, (SELECT data_version FROM pragma_data_version) AS others');
}

/** Room for the number of a class beside an id in one number. */
const CLASSES = 65_536;

function idsOf(store: Store, { subset, prediction, from, where, order, values }: InMemory, state: unknown): number[] {
  const classes = prediction === undefined ? [] : classesOfRun(store, prediction.run);
  // An image's class as the run numbers it, so that it can be held against what the run took it for.
  const cases = classes.map((_, index) => `WHEN ? THEN ${index + 1}`).join(' ');
  const label = cases === '' || prediction?.isRight === undefined ? '0' : `CASE class ${cases} ELSE 0 END`;
  const named = label === '0' ? [] : classes;
  const inOrder = numbersOf(store, `SELECT id * ${CLASSES} + ${label} FROM ${from} ${where} ORDER BY ${order}`, [...named, ...values]);
  const members = subset === undefined ? undefined : membersOf(store, subset);
  const isPredicted =
    prediction === undefined ? undefined : predictionFilter(takenForBy(store, prediction.run, state), classes, prediction);
  const ids: number[] = [];
  for (const code of inOrder) {
    const id = Math.floor(code / CLASSES);
    if (members !== undefined && members[id] !== 1) continue;
    if (isPredicted?.(id, code % CLASSES) === false) continue;
    ids.push(id);
  }
  return ids;
}

/** 1 at the ids of a subset's images. */
function membersOf(store: Store, subset: number): Uint8Array {
  const ids = numbersOf(store, 'SELECT image_id FROM subset_images WHERE subset_id = ? ORDER BY image_id', [subset]);
  const members = new Uint8Array((ids.at(-1) ?? 0) + 1);
  for (const id of ids) members[id] = 1;
  return members;
}

type Predicted = NonNullable<ImageFilter['prediction']>;

/** What a run took each image for, by the image's id: the number of the class from 1; 0: not predicted. */
function takenForBy(store: Store, run: number, state: unknown): Uint16Array {
  const key = JSON.stringify([run, state]);
  const known = keptRuns.get(store);
  if (known?.key === key) return known.takenFor;
  const sql = `SELECT image_id * ${CLASSES} + predicted + 1 FROM predictions INDEXED BY predictions_by_run WHERE run_id = ? ORDER BY image_id`;
  const codes = numbersOf(store, sql, [run]);
  const takenFor = new Uint16Array(Math.floor((codes.at(-1) ?? 0) / CLASSES) + 1);
  for (const code of codes) takenFor[Math.floor(code / CLASSES)] = code % CLASSES;
  keptRuns.set(store, { key, takenFor });
  return takenFor;
}

/** @returns whether an image is let through, by its id and its class as the run numbers it, from 1; 0: none of them */
function predictionFilter(takenFor: Uint16Array, classes: readonly string[], { predicted, isRight }: Predicted) {
  const wanted = predicted === undefined ? undefined : classes.indexOf(predicted) + 1;
  return (id: number, label: number): boolean => {
    const taken = takenFor[id] ?? 0;
    if (taken === 0 || (wanted !== undefined && taken !== wanted)) return false;
    return isRight === undefined || (taken === label) === isRight;
  };
}
