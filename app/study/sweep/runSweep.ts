/** Runs a sweep, or goes on with it: data, folds, the runs of each round, and what came of them, in one output folder. */
import { join } from 'node:path';
import { SmearlabError } from '../../contract/failure.ts';
import type { Sweep, SweepResult } from '../../contract/sweep.ts';
import type { LibraryImage } from '../../library/dataSet.ts';
import { makeSample } from '../../library/sample/makeSample.ts';
import { drawSubset } from '../../library/subset.ts';
import { lockFolder } from '../../store/folderLock.ts';
import { eachImage } from '../../store/images.ts';
import { predictionsOf } from '../../store/predictions.ts';
import { interruptRunningRuns } from '../../store/runs.ts';
import { openStore, type Store } from '../../store/store.ts';
import { addStudy, findStudy } from '../../store/studies.ts';
import { saveSubset } from '../../store/subsets.ts';
import { assertRecipeFits } from '../../training/recipeFit.ts';
import { notingItsEnd } from '../carryOut.ts';
import { executePlan } from '../executePlan.ts';
import { trainImages } from '../makeRunFile.ts';
import { makeWritable, writeText } from '../outputFolder.ts';
import { carriedRun } from '../plan.ts';
import type { RunPlaces, StudyListener, StudyRequest } from '../study.ts';
import { importRole, type RolePlace } from '../studyData.ts';
import { candidatesOf } from './candidates.ts';
import { drawFolds, type Foldable, foldWarnings } from './folds.ts';
import { survivors } from './halving.ts';
import { type JudgedRound, type JudgedSweepRun, type Judging, judgeRound } from './judgeSweep.ts';
import { planSweep, type SweepData, type SweepRun } from './planSweep.ts';
import { roundEpochs, storedSweepSchema } from './storedSweep.ts';

export type SweepRequest = Pick<StudyRequest, 'folder' | 'resume' | 'executor' | 'signal'> & {
  readonly sweep: Sweep;
  readonly wbc: Pick<RolePlace, 'root' | 'synthetic' | 'groupBy'>;
};

/** Where a sweep's result lies in its folder. */
export const SWEEP_RESULT = 'sweep.json';

/**
 * Choices are made inside the training images: the validation images are in no run. What diverged is said and counts as the worst.
 * @throws SmearlabError `bad-recipe`, `in-use`, `already-there`, `other-study`, `stopped`, and what data, training and disk throw
 */
export async function runSweep(request: SweepRequest, listener: StudyListener): Promise<SweepResult> {
  const { folder, sweep, wbc } = request;
  const first = candidatesOf(sweep, roundEpochs(sweep)[0] ?? undefined);
  makeWritable(folder);
  const lock = lockFolder(folder.root);
  try {
    const store = openStore(folder.database);
    try {
      const stored = storedSweep(store, request);
      const { data, places, judging } = await prepare(store, request, listener);
      for (const { planned } of planSweep(first, data, sweep.folds, null)) assertRecipeFits(planned.runFile);
      const id = stored ?? addStudy(store, JSON.stringify({ sweep, wbc: wbc.root }));
      const result = await notingItsEnd(store, id, async () => {
        const rounds = await carryOutRounds(store, id, { data, places, judging }, request, listener);
        const rarestClass = judging.rarest;
        const candidates = rounds.flatMap((round) => judgeRound(round, judging));
        return { sweep, classes: [...data.dataSet.classes], rarestClass, images: data.images.length, candidates };
      });
      writeText(join(folder.root, SWEEP_RESULT), `${JSON.stringify(result, null, 2)}\n`);
      return result;
    } finally {
      store.close();
    }
  } finally {
    lock.release();
  }
}

type Prepared = { readonly data: SweepData; readonly places: RunPlaces; readonly judging: Judging };

async function prepare(store: Store, request: SweepRequest, listener: StudyListener): Promise<Prepared> {
  const { sweep, signal, folder, wbc } = request;
  if (wbc.synthetic) await makeSample(folder.sample, { seed: sweep.subsetSeed, signal, onProgress: listener.onProgress });
  const dataSet = await importRole(store, 'wbc', { ...wbc, seed: sweep.subsetSeed, signal }, listener);
  const drawn = drawSubset(dataSet.images, sweep.percent, sweep.subsetSeed);
  const images = trainImages(drawn.images);
  const groups = new Map([...eachImage(store, dataSet.id)].map(({ path, group }) => [path, group]));
  const foldable = images.map(({ path, class: name }): Foldable => ({ path, class: name, group: groups.get(path) ?? null }));
  const folds = new Map(sweep.seeds.map((seed) => [seed, drawFolds(foldable, sweep.folds, seed)]));
  const [anyFolds = []] = folds.values();
  for (const sentence of [...dataSet.warnings, ...drawn.warnings, ...foldWarnings(foldable, anyFolds, sweep.folds)])
    listener.onNotice({ kind: 'warning', sentence });
  const isWhole = sweep.percent === 100;
  const subsetId = isWhole
    ? null
    : saveSubset(
        store,
        dataSet.id,
        sweep.percent,
        sweep.subsetSeed,
        images.map(({ id }) => id),
      );
  return {
    data: { dataSet, images, folds, subset: isWhole ? null : { percent: sweep.percent, seed: sweep.subsetSeed } },
    places: { placeOf: () => ({ dataSetId: dataSet.id, subsetId }), earlierRuns: new Map() },
    judging: {
      ...{ classes: dataSet.classes, rarest: rarestOf(images, dataSet.classes), folds: sweep.folds },
      against: sweep.search.kind === 'ladder' ? 'before' : 'first',
    },
  };
}

/** Of equals the first by name. */
function rarestOf(images: readonly LibraryImage[], classes: readonly string[]): string {
  const count = (name: string) => images.filter((image) => image.class === name).length;
  return classes.toSorted((a, b) => count(a) - count(b))[0] ?? '';
}

async function carryOutRounds(
  store: Store,
  id: number,
  { data, places, judging }: Prepared,
  request: SweepRequest,
  listener: StudyListener,
): Promise<JudgedRound[]> {
  const { sweep } = request;
  const epochs = roundEpochs(sweep);
  const rounds: JudgedRound[] = [];
  let left: readonly string[] | undefined;
  for (const [at, count] of epochs.entries()) {
    const candidates = candidatesOf(sweep, count ?? undefined).filter(({ name }) => left === undefined || left.includes(name));
    if (epochs.length > 1)
      listener.onNotice({ kind: 'step', sentence: `Round ${at + 1} of ${epochs.length}: ${candidates.length} candidates` });
    const runs = planSweep(candidates, data, sweep.folds, epochs.length > 1 ? at + 1 : null);
    const asked = {
      ...request,
      runFiles: runs.map(({ planned }) => planned.runFile),
      goesOnAfter: ({ kind }: SmearlabError) => kind === 'diverged',
    };
    const recorded = await executePlan(
      store,
      id,
      runs.map(({ planned }) => carriedRun(planned)),
      places,
      asked,
      listener,
    );
    const judged = runs.map((run, place) => judgedRun(store, run, recorded[place]?.row));
    const round = { round: at + 1, candidates, runs: judged };
    rounds.push(round);
    const scored = judgeRound(round, judging).map(({ name, macroF1 }) => ({ name, score: macroF1?.value ?? null }));
    left = survivors(scored, sweep.search.kind === 'halving' ? sweep.search.keep : 1);
  }
  return rounds;
}

type Row = Awaited<ReturnType<typeof executePlan>>[number]['row'];

function judgedRun(store: Store, { candidate, seed, fold, planned }: SweepRun, row: Row | undefined): JudgedSweepRun {
  const isFinished = row?.state === 'finished';
  return {
    ...{ name: planned.runFile.name, candidate, seed, fold, seconds: row?.seconds ?? 0 },
    predictions: isFinished ? predictionsOf(store, row.id) : null,
    diverged: !isFinished,
  };
}

function storedSweep(store: Store, { folder, sweep, wbc, resume }: SweepRequest): number | undefined {
  const stored = findStudy(store);
  if (stored === undefined) return undefined;
  if (!resume) {
    throw new SmearlabError(
      'already-there',
      `${folder.root} already holds a sweep or a study. Add --resume to go on with the sweep, or choose another folder with --out.`,
      { file: folder.root },
    );
  }
  const known = storedSweepSchema.safeParse(JSON.parse(stored.settings));
  if (!known.success || JSON.stringify(known.data) !== JSON.stringify({ sweep, wbc: wbc.root })) {
    throw new SmearlabError(
      'other-study',
      `${folder.root} holds ${known.success ? 'another sweep' : 'a study, no sweep'}. Give the same file and --wbc to go on with it, or another --out for a new one.`,
      { file: folder.root },
    );
  }
  interruptRunningRuns(store);
  return stored.id;
}
