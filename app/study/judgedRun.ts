/** Finds a finished run by its name in a study, or by its folder, and reads what it said of the images it is judged on. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { predictionSchema } from '../contract/evaluation.ts';
import { SmearlabError } from '../contract/failure.ts';
import type { JudgedRun } from '../evaluation/comparison/compareRuns.ts';
import { predictionsOf } from '../store/predictions.ts';
import { listRuns, type RunRow } from '../store/runs.ts';
import { openStore, type Store } from '../store/store.ts';
import { findStudy } from '../store/studies.ts';
import { RUN_FILE, readRunFile } from '../training/executeRun.ts';
import { outputFolder } from './outputFolder.ts';

/** Other fields are for other readers. */
const resultSchema = z.object({ classes: z.array(z.string()), predictions: z.array(predictionSchema) });

/**
 * @param run its name in the study, or a folder with a run.json: a study's `runs/NAME`, or one that `smearlab run` executed
 * @param study the study's output folder
 * @throws SmearlabError wrong-usage for a run that is not there, not finished or tells no classes apart; and what reading throws
 */
export function judgedRun(run: string, study: string): JudgedRun {
  const folder = resolve(run);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return inStudy(run, resolve(study));
  if (existsSync(join(folder, 'result.json'))) return fromResult(folder);
  const parent = dirname(dirname(folder));
  if (existsSync(join(folder, RUN_FILE)) && existsSync(outputFolder(parent).database)) return inStudy(basename(folder), parent);
  throw new SmearlabError('wrong-usage', `${folder} holds no finished run. Execute its ${RUN_FILE} with smearlab run first.`, {
    file: folder,
  });
}

function fromResult(folder: string): JudgedRun {
  const file = join(folder, 'result.json');
  const { name } = readRunFile(join(folder, RUN_FILE));
  try {
    return withClasses({ name, ...resultSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) });
  } catch (error) {
    if (error instanceof SmearlabError) throw error;
    throw new SmearlabError('bad-run-file', `${file} is no result of a run. Execute its ${RUN_FILE} again with smearlab run.`, {
      ...{ file, cause: error },
    });
  }
}

function inStudy(name: string, root: string): JudgedRun {
  const { database, runFolder } = outputFolder(root);
  const store = openStore(database, { readonly: true });
  try {
    const { id } = finishedRun(store, name, root);
    const { classes } = readRunFile(join(runFolder(name), RUN_FILE));
    return withClasses({ name, classes, predictions: predictionsOf(store, id) });
  } finally {
    store.close();
  }
}

function finishedRun(store: Store, name: string, root: string): RunRow {
  const study = findStudy(store);
  const runs = study === undefined ? [] : listRuns(store, study.id);
  const run = runs.find((one) => one.name === name);
  if (run?.state === 'finished') return run;
  const names = runs.filter(({ state }) => state === 'finished').map((one) => one.name);
  const there = names.length === 0 ? 'None is finished yet.' : `Finished are ${names.join(', ')}.`;
  throw new SmearlabError('wrong-usage', `The study in ${root} has no ${run === undefined ? '' : 'finished '}run ${name}. ${there}`);
}

function withClasses(run: JudgedRun): JudgedRun {
  if (run.classes.length > 0) return run;
  throw new SmearlabError('wrong-usage', `${run.name} tells no classes apart, so there is nothing to compare.`);
}
