/** Runs a sweep, or goes on with it: data, folds, the runs of each round, and what came of them, in one output folder. */
import { join } from 'node:path';
import { SmearlabError } from '../../contract/failure.ts';
import type { SweepResult } from '../../contract/sweep.ts';
import { lockFolder } from '../../store/folderLock.ts';
import { predictionsOf } from '../../store/predictions.ts';
import { interruptRunningRuns } from '../../store/runs.ts';
import { openStore, type Store } from '../../store/store.ts';
import { addStudy, findStudy } from '../../store/studies.ts';
import { assertRecipeFits } from '../../training/recipeFit.ts';
import { notingItsEnd } from '../carryOut.ts';
import { executePlan } from '../executePlan.ts';
import { makeWritable, writeText } from '../outputFolder.ts';
import { carriedRun } from '../plan.ts';
import type { StudyListener, StudyRequest } from '../study.ts';
import { candidatesOf } from './candidates.ts';
import { survivors } from './halving.ts';
import { type JudgedRound, type JudgedSweepRun, judgeRound } from './judgeSweep.ts';
import { planSweep, type SweepRun } from './planSweep.ts';
import { type PreparedSweep, prepareSweep, type SweepPlace } from './prepareSweep.ts';
import { roundEpochs, type StoredSweep, storedSweepSchema } from './storedSweep.ts';

export type SweepRequest = SweepPlace & Pick<StudyRequest, 'resume' | 'executor'>;

/** Where a sweep's result lies in its folder. */
export const SWEEP_RESULT = 'sweep.json';

/**
 * Choices are made inside the training images: the validation images are in no run. What diverged is said and counts as the worst.
 * @throws SmearlabError `bad-recipe`, `in-use`, `already-there`, `other-study`, `stopped`, and what data, training and disk throw
 */
export async function runSweep(request: SweepRequest, listener: StudyListener): Promise<SweepResult> {
  const { folder, sweep } = request;
  const first = candidatesOf(sweep, roundEpochs(sweep)[0] ?? undefined);
  makeWritable(folder);
  const lock = lockFolder(folder.root);
  try {
    const store = openStore(folder.database);
    try {
      const stored = storedSweep(store, request);
      const { data, places, judging } = await prepareSweep(store, request, listener);
      for (const { planned } of planSweep(first, data, sweep.folds, null)) assertRecipeFits(planned.runFile);
      const id = stored ?? addStudy(store, JSON.stringify(storedAs(request)));
      const result = await notingItsEnd(store, id, async () => {
        const rounds = await carryOutRounds(store, id, { data, places, judging }, request, listener);
        const rarestClass = judging.rarest;
        const candidates = rounds.flatMap((round) => judgeRound(round, judging));
        return {
          sweep,
          classes: [...data.dataSet.classes],
          rarestClass,
          images: data.bySeed.values().next().value?.images.length ?? 0,
          candidates,
        };
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

async function carryOutRounds(
  store: Store,
  id: number,
  { data, places, judging }: PreparedSweep,
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

function storedAs({ sweep, wbc }: SweepRequest): StoredSweep {
  return { sweep, wbc: wbc.root, groupBy: wbc.groupBy };
}

function storedSweep(store: Store, request: SweepRequest): number | undefined {
  const { folder, resume } = request;
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
  if (!known.success || JSON.stringify(known.data) !== JSON.stringify(storedAs(request))) {
    throw new SmearlabError(
      'other-study',
      `${folder.root} holds ${known.success ? 'another sweep' : 'a study, no sweep'}. Give the same file, --wbc and --group-by to go on with it, or another --out for a new one.`,
      { file: folder.root },
    );
  }
  interruptRunningRuns(store);
  return stored.id;
}
