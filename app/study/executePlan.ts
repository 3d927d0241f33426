/** Executes the planned runs one after the other and records in the store what they tell. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { asFailure, SmearlabError, writeFailure } from '../contract/failure.ts';
import type { RunFile } from '../contract/runFile.ts';
import { recordFindings } from '../store/findings.ts';
import { finishRun, forgetEpochsAfter, recordEpoch } from '../store/predictions.ts';
import { addRun, failRun, finishedNetworks, interruptRun, type RunRow, readRun, startRun } from '../store/runs.ts';
import type { Store } from '../store/store.ts';
import { RUN_FILE } from '../training/executeRun.ts';
import type { TrainingProgress } from '../training/training.ts';
import { type OutputFolder, writeText } from './outputFolder.ts';
import type { CarriedRun } from './plan.ts';
import { epochSentence, runSentence } from './sentences.ts';
import type { PlanRequest, RecordedRun, RunPlaces, StudyListener } from './study.ts';
import { runWork, secondsLeft, workDone } from './studyProgress.ts';
import { withWayOn } from './wayOn.ts';

/**
 * Records the plan, then executes what is not finished yet; finished runs are left as they are.
 * @returns the runs in the plan's order, all finished but for those after whose failure the request goes on
 * @throws SmearlabError `stopped`, or why a run failed; the run's row says so too
 */
export async function executePlan(
  store: Store,
  studyId: number,
  plan: readonly CarriedRun[],
  places: RunPlaces,
  request: PlanRequest,
  listener: StudyListener,
): Promise<RecordedRun[]> {
  const recorded = recordPlan(store, studyId, plan, places);
  for (const runFile of request.runFiles) writeRunFile(request.folder, runFile);
  const clock = new StudyClock(recorded);
  const runs: RecordedRun[] = [];
  for (const [index, { planned, row }] of recorded.entries()) {
    const place = `${index + 1} of ${recorded.length}`;
    try {
      if (row.state !== 'finished') await executeOne(store, planned, row, place, clock, request, listener);
    } catch (error) {
      const failure = asFailure(error);
      if (request.goesOnAfter?.(failure) !== true) throw failure;
      runs.push({ planned, row: readRun(store, row.id) });
      listener.onNotice({ kind: 'warning', sentence: failure.message });
      continue;
    }
    const finished = { planned, row: readRun(store, row.id) };
    runs.push(finished);
    listener.onNotice({ kind: 'step', sentence: runSentence(store, finished, place, row.state === 'finished') });
  }
  return runs;
}

function recordPlan(store: Store, studyId: number, plan: readonly CarriedRun[], places: RunPlaces): RecordedRun[] {
  const ids = new Map(places.earlierRuns);
  return plan.map((planned) => {
    const { arm, runFile } = planned;
    const inputs = planned.inputs.map(({ part, run, weight }) => ({ part, weight, inputRunId: idOf(ids, run) }));
    const row = addRun(store, { studyId, name: runFile.name, arm, ...places.placeOf(planned), runFile, inputs });
    assertSameData(row, runFile.dataSet.hash, runFile.dataSet.root);
    ids.set(runFile.name, row.id);
    return { planned, row };
  });
}

function idOf(ids: ReadonlyMap<string, number>, run: string): number {
  const id = ids.get(run);
  if (id === undefined) throw new SmearlabError('internal', `The plan names the run ${run} before it plans it.`);
  return id;
}

/** Numbers of a run that is finished must not stand beside numbers on other images. */
function assertSameData(row: RunRow, hash: string, root: string): void {
  if (row.dataSetHash === hash) return;
  throw new SmearlabError(
    'other-study',
    `The images in ${root} have changed since the run ${row.name} was trained on them. Put them back to go on with this study, or choose another --out for a new one.`,
    { file: root },
  );
}

/** @throws SmearlabError `disk-full`, `not-writable` */
export function writeRunFile(folder: OutputFolder, runFile: RunFile): void {
  const runFolder = folder.runFolder(runFile.name);
  try {
    mkdirSync(runFolder, { recursive: true });
  } catch (error) {
    throw writeFailure(error, runFolder);
  }
  writeText(join(runFolder, RUN_FILE), `${JSON.stringify(runFile)}\n`);
}

async function executeOne(
  store: Store,
  planned: CarriedRun,
  row: RunRow,
  place: string,
  clock: StudyClock,
  request: PlanRequest,
  listener: StudyListener,
): Promise<void> {
  const { runFile } = planned;
  try {
    const outcome = await request.executor.execute(
      {
        ...{ folder: request.folder.runFolder(runFile.name), dataRoot: runFile.dataSet.root, dataFolder: request.dataFolder },
        ...{ resume: request.resume, signal: request.signal },
      },
      {
        onStarted: (identity) => {
          startRun(store, row.id, identity);
          // The epochs that the run goes on from are reported again; those of an attempt it does not go on from must not stay.
          forgetEpochsAfter(store, row.id, 0);
          listener.watch?.onStarted(row.id);
        },
        onNotice: (sentence) => listener.onNotice({ kind: 'step', sentence }),
        onProgress: (progress) => {
          const told = clock.progress(planned, place, progress);
          listener.onProgress(told);
          listener.watch?.onProgress(row.id, progress, told);
        },
        onEpoch: (metrics, isBest, found) => {
          recordEpoch(store, row.id, metrics, isBest);
          if (found !== null) {
            const kept = recordFindings(store, row, metrics.epoch, found);
            listener.watch?.onEpoch(row.id, { metrics, isBest, found: kept });
          }
          listener.onNotice({ kind: 'epoch', sentence: epochSentence(runFile.name, metrics, runFile.recipe.training.epochs) });
        },
      },
    );
    finishRun(store, row.id, outcome);
    clock.finished(planned);
  } catch (error) {
    const own = asFailure(error);
    const failsAlone = request.goesOnAfter?.(own) === true;
    const failure = failsAlone ? own : withWayOn(own, runFile.recipe.network.name, finishedNetworks(store, row.studyId));
    if (failure.kind === 'stopped') interruptRun(store, row.id);
    // On a full disk the note would fail as well; the run is then shown as interrupted, which is what it is.
    else if (failure.kind !== 'disk-full') failRun(store, row.id, failure.message);
    throw failure;
  }
}

/** Time left of the whole study and speed of the current run, from what has been done since this process began. */
class StudyClock {
  readonly #total: number;
  #done = 0;
  #skipped: number | undefined;
  #began = performance.now();
  #stage: { readonly key: string; readonly at: number; readonly done: number } = { key: '', at: 0, done: 0 };

  constructor(runs: readonly RecordedRun[]) {
    this.#total = runs.filter(({ row }) => row.state !== 'finished').reduce((sum, { planned }) => sum + runWork(planned), 0);
  }

  finished(run: CarriedRun): void {
    this.#done += runWork(run);
  }

  progress(run: CarriedRun, place: string, progress: TrainingProgress) {
    const now = performance.now();
    const { stage, epoch, epochs, done, total } = progress;
    const key = `${run.runFile.name} ${epoch} ${stage}`;
    if (this.#stage.key !== key) this.#stage = { key, at: now, done };
    const work = this.#done + workDone(run, progress);
    // Epochs that a resumed run finds done already say nothing about this machine's speed.
    if (this.#skipped === undefined) {
      this.#skipped = work;
      this.#began = now;
    }
    const seconds = (now - this.#stage.at) / 1000;
    return {
      task: `${run.runFile.name} (run ${place})`,
      stage: `epoch ${epoch} of ${epochs}, ${stage}`,
      done,
      total,
      unit: 'images' as const,
      perSecond: seconds > 0.2 ? (done - this.#stage.done) / seconds : null,
      secondsLeft: secondsLeft(work - this.#skipped, this.#total - this.#skipped, (now - this.#began) / 1000),
    };
  }
}
