/** What a run said of all images it is judged on, as columns: a comparison reads sixty thousand of them at once. */
import { SmearlabError } from '../contract/failure.ts';
import { classesOfRun } from './predictions.ts';
import { databaseFailure, type Store } from './store.ts';

/** One place for each image, in order of path. */
export type Judgements = {
  readonly classes: readonly string[];
  /** The image's content and label, which tell it from others. */
  readonly keys: readonly string[];
  readonly actual: Uint16Array;
  readonly predicted: Uint16Array;
  /** `[image, class]`, one row after the other. */
  readonly probabilities: Float64Array;
};

/** @throws SmearlabError wrong-usage for a run that is not there, damaged-database for a row that says something impossible */
export function judgementsOf(store: Store, runId: number): Judgements {
  const classes = classesOfRun(store, runId);
  const rows = rowsOf(store, runId);
  const judged = {
    ...{ classes, keys: rows.map(([sha256, actual]) => `${sha256} ${actual}`) },
    ...{ actual: new Uint16Array(rows.length), predicted: new Uint16Array(rows.length) },
    probabilities: new Float64Array(rows.length * classes.length),
  };
  for (const [image, [, actual, predicted, text]] of rows.entries()) {
    const given: unknown = JSON.parse(text);
    const isGood = Array.isArray(given) && given.length === classes.length && given.every((one) => typeof one === 'number');
    if (!isGood || actual >= classes.length || predicted >= classes.length) throw damaged(store, runId);
    judged.actual[image] = actual;
    judged.predicted[image] = predicted;
    judged.probabilities.set(given, image * classes.length);
  }
  return judged;
}

type Row = readonly [sha256: string, actual: number, predicted: number, probabilities: string];

function rowsOf(store: Store, runId: number): readonly Row[] {
  const sql = `SELECT images.sha256, actual, predicted, probabilities
               FROM predictions JOIN images ON images.id = predictions.image_id WHERE run_id = ? ORDER BY images.path`;
  try {
    const rows: unknown[] = store.database.prepare(sql).raw().all(runId);
    if (rows.every(isRow)) return rows;
  } catch (error) {
    throw databaseFailure(error, store.file);
  }
  throw damaged(store, runId);
}

/** By hand and not with a schema: there are sixty thousand of them. */
function isRow(row: unknown): row is Row {
  if (!Array.isArray(row)) return false;
  const [sha256, actual, predicted, probabilities] = row;
  return typeof sha256 === 'string' && typeof actual === 'number' && typeof predicted === 'number' && typeof probabilities === 'string';
}

function damaged(store: Store, runId: number): SmearlabError {
  return new SmearlabError(
    'damaged-database',
    `The database ${store.file} holds a prediction of run ${runId} that does not fit its classes. Put a backup in its place.`,
    { file: store.file },
  );
}
