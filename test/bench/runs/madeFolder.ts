/** A data folder with very many runs, epochs and predictions, as trainings would leave them but for what they say, which is drawn. */
import { setImmediate as turn } from 'node:timers/promises';
import { z } from 'zod';
import { madeDataSet } from '../../../app/application/runs/madeDataSet.fixture.ts';
import { recipeSchema } from '../../../app/contract/recipe.ts';
import { WBC_CLASSES } from '../../../app/contract/words.ts';
import { changingLibrary } from '../../../app/library/library.ts';
import { randomFor } from '../../../app/random/random.ts';
import { findDataSet } from '../../../app/store/dataSets.ts';
import { numbersOf } from '../../../app/store/rows.ts';
import type { Store } from '../../../app/store/store.ts';
import { addStudy } from '../../../app/store/studies.ts';

export type Amount = { readonly runs: number; readonly epochs: number; readonly predictions: number };

/** Runs of one study. */
const OF_A_STUDY = 20;
/** Kinds of answers, of which each image of each run is given one. */
const ANSWERS = 4096;

/** Every run predicts as many images, so that it is `predictions / runs` images that there are. */
export function makeFolder(folder: string, amount: Amount): Promise<void> {
  return changingLibrary(folder, async ({ store }) => {
    madeDataSet(store, 'bench', Math.round(amount.predictions / amount.runs));
    const hash = findDataSet(store, 'bench')?.hash ?? '';
    const images = numbersOf(store, 'SELECT id FROM images ORDER BY id');
    const answers = drawnAnswers();
    const restore = withoutIndexes(store);
    for (let run = 1; run <= amount.runs; run++) {
      store.transaction(() => addRun(store, { run, hash, images, answers, epochs: amount.epochs }));
      await turn();
    }
    restore();
    // What was written is no longer in the log beside the database, as after a start.
    store.database.pragma('wal_checkpoint(TRUNCATE)');
  });
}

/** Made again at the end, which takes a tenth of the time that keeping them takes. @returns what makes them */
function withoutIndexes(store: Store): () => void {
  const named = `SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'predictions' AND sql IS NOT NULL`;
  const indexes = z.array(z.object({ name: z.string(), sql: z.string() })).parse(store.database.prepare(named).all());
  for (const { name } of indexes) store.database.exec(`DROP INDEX ${name}`);
  return () => {
    for (const { sql } of indexes) store.database.exec(sql);
  };
}

type Answers = readonly { readonly predicted: number; readonly json: string }[][];

/** For each class answers that are right in about nine of ten. */
function drawnAnswers(): Answers {
  const random = randomFor(1, 'answers');
  return WBC_CLASSES.map((_, actual) =>
    Array.from({ length: ANSWERS }, () => {
      const logits = WBC_CLASSES.map((__, of) => random.normal() + (of === actual ? 2.6 : 0));
      const sum = logits.reduce((total, logit) => total + Math.exp(logit), 0);
      const probabilities = logits.map((logit) => Math.fround(Math.exp(logit) / sum));
      return { predicted: probabilities.indexOf(Math.max(...probabilities)), json: JSON.stringify(probabilities) };
    }),
  );
}

type Adding = {
  readonly run: number;
  readonly hash: string;
  readonly images: readonly number[];
  readonly answers: Answers;
  readonly epochs: number;
};

function addRun(store: Store, { run, hash, images, answers, epochs }: Adding): void {
  const study = Math.ceil(run / OF_A_STUDY);
  if (run % OF_A_STUDY === 1) addStudy(store, '{}');
  const seed = 1 + (run % 5);
  const recipe = recipeSchema.parse({
    ...{ network: { name: 'wbc' }, imageSize: 128, maskedCopies: false, loss: 'cross-entropy' },
    training: { epochs, optimizer: { kind: 'adam', learningRate: 1e-4 * (1 + Math.floor(run / 5)) } },
  });
  const add = store.statement(
    `INSERT INTO runs (id, study_id, name, arm, network, data_set_id, recipe, classes, seed, data_set_hash, engine, device, versions, state,
       started_at, finished_at, seconds, reported_epoch, best_epoch, best_score, predicted_images)
     VALUES (?, ?, ?, 'plain', 'wbc', 1, ?, ?, ?, ?, 'onnx', 'cpu', '{}', 'finished', ?, ?, 100, ?, ?, 0.9, ?)`,
  );
  const time = new Date(Date.UTC(2026, 0, 1) + run * 3_600_000).toISOString();
  add.run(
    run,
    study,
    `wbc-${run}`,
    JSON.stringify(recipe),
    JSON.stringify(WBC_CLASSES),
    seed,
    hash,
    time,
    time,
    epochs,
    epochs,
    images.length,
  );
  const addEpoch = store.statement('INSERT INTO epochs VALUES (?, ?, ?, ?, ?, ?, ?, 30, 0)');
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const share = 1 - Math.exp((-4 * epoch) / epochs);
    addEpoch.run(run, epoch, 1.6 - share, share, 1.7 - share, share * 0.95, share * 0.93);
  }
  const predict = store.statement('INSERT INTO predictions VALUES (?, ?, ?, ?, ?)');
  for (const [index, image] of images.entries()) {
    const actual = index % WBC_CLASSES.length;
    const answer = answers[actual]?.[(index * 31 + run * 977) % ANSWERS];
    if (answer !== undefined) predict.run(run, image, actual, answer.predicted, answer.json);
  }
}
