/** Carries an order out, or goes on with it: plans it at its first start, then trains, and at the end of a study writes its result. */
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeFailure } from '../../contract/failure.ts';
import type { TrainingOrder } from '../../contract/training.ts';
import type { Library } from '../../library/library.ts';
import { addStudy } from '../../store/studies.ts';
import { saveSubset } from '../../store/subsets.ts';
import { RUN_FILE } from '../../training/executeRun.ts';
import type { RunExecutor } from '../../training/execution.ts';
import { notingItsEnd } from '../carryOut.ts';
import { executePlan } from '../executePlan.ts';
import { studyFolder } from '../libraryStudy.ts';
import { makeWritable, type OutputFolder, outputFolder } from '../outputFolder.ts';
import type { StudyListener } from '../study.ts';
import type { PreparedOrder, PrepareRequest } from './preparedOrder.ts';
import { storePlan } from './storedPlan.ts';

/** What takes seconds where there are very many images, and so is done elsewhere (`prepareOrder`, `concludeStudy`). */
export type OrderPlanner = {
  prepare(request: PrepareRequest, signal: AbortSignal): Promise<PreparedOrder>;
  conclude(request: { readonly study: number; readonly command: string }, signal: AbortSignal): Promise<void>;
};

export type OrderRequest = {
  readonly library: Library;
  readonly order: TrainingOrder;
  /** What it was carried out as before; null at its first start. */
  readonly studyId: number | null;
  /** Told at its first start, before anything is trained. */
  readonly onStudy: (studyId: number) => void;
  readonly planner: OrderPlanner;
  readonly executor: RunExecutor;
  readonly signal: AbortSignal;
};

/** @throws SmearlabError `stopped`, why it cannot be carried out, and what training and disk throw */
export async function carryOutOrder(request: OrderRequest, listener: StudyListener): Promise<void> {
  const { library, order, planner, executor, signal } = request;
  const { store } = library;
  const { studyId, prepared } = await begun(request);
  const folder = studyFolder(library.folder.root, studyId);
  for (const sentence of prepared.warnings) listener.onNotice({ kind: 'warning', sentence });
  const asked = { folder, resume: true, executor, signal, dataFolder: library.folder.root, runFiles: [] };
  const placeOf = new Map(prepared.runs.map(({ runFile, dataSetId, subsetId }) => [runFile.name, { dataSetId, subsetId }]));
  const places = {
    placeOf: ({ runFile }: { readonly runFile: { readonly name: string } }) =>
      placeOf.get(runFile.name) ?? { dataSetId: 0, subsetId: null },
    earlierRuns: new Map(prepared.earlierRuns),
  };
  await notingItsEnd(store, studyId, async () => {
    await executePlan(store, studyId, prepared.runs, places, asked, listener);
    if (prepared.settings !== null) await planner.conclude({ study: studyId, command: `Smearlab, Train: ${order.name}` }, signal);
  });
}

async function begun(request: OrderRequest): Promise<{ readonly studyId: number; readonly prepared: PreparedOrder }> {
  const { library, order, studyId: known, onStudy, planner, signal } = request;
  const { store, folder: data } = library;
  const into = outputFolder(join(data.root, 'studies', `${PLANNED}${randomUUID()}`));
  const planned = await planner.prepare({ order, studyId: known, into: into.root }, signal);
  const { studyId, prepared } = store.transaction(() => {
    const id = known ?? addStudy(store, JSON.stringify(planned.settings ?? order), order.name);
    const kept = planned.isStored ? planned : keepSubsets(library, planned);
    onStudy(id);
    return { studyId: id, prepared: kept };
  });
  const folder = studyFolder(data.root, studyId);
  makeWritable(folder);
  moveRunFiles(into, folder);
  if (!prepared.isStored) storePlan(folder, prepared);
  return { studyId, prepared };
}

function keepSubsets({ store }: Library, prepared: PreparedOrder): PreparedOrder {
  const ids = prepared.subsets.map(({ dataSetId, percent, seed, images }) => ({
    ...{ dataSetId, percent },
    id: saveSubset(store, dataSetId, percent, seed, images),
  }));
  const drawn = (dataSetId: number, percent: number) =>
    ids.find((one) => one.dataSetId === dataSetId && one.percent === percent)?.id ?? null;
  return {
    ...prepared,
    subsets: [],
    runs: prepared.runs.map((run) =>
      run.runFile.subset === null ? run : { ...run, subsetId: run.subsetId ?? drawn(run.dataSetId, run.runFile.subset.percent) },
    ),
  };
}

const PLANNED = 'planned-';

/** @throws SmearlabError disk-full, not-writable */
function moveRunFiles(from: OutputFolder, to: OutputFolder): void {
  try {
    for (const run of readdirSync(join(from.root, 'runs'))) {
      mkdirSync(to.runFolder(run), { recursive: true });
      renameSync(join(from.runFolder(run), RUN_FILE), join(to.runFolder(run), RUN_FILE));
    }
    rmSync(from.root, { recursive: true });
  } catch (error) {
    throw writeFailure(error, to.root);
  }
}

/** Clears away what planning left that was stopped, or ended with the program. Call while nothing is planned. */
export function forgetUnfinishedPlans(root: string): void {
  const studies = join(root, 'studies');
  if (!existsSync(studies)) return;
  for (const name of readdirSync(studies)) if (name.startsWith(PLANNED)) rmSync(join(studies, name), { recursive: true, force: true });
}
