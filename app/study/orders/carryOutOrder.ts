/** Carries an order out, or goes on with it: plans it at its first start, then trains, and at the end of a study writes its result. */
import type { TrainingOrder } from '../../contract/training.ts';
import type { Library } from '../../library/library.ts';
import { addStudy } from '../../store/studies.ts';
import type { RunExecutor } from '../../training/execution.ts';
import { carryOutStudy, notingItsEnd } from '../carryOut.ts';
import { executePlan } from '../executePlan.ts';
import { studyFolder } from '../libraryStudy.ts';
import { makeWritable } from '../outputFolder.ts';
import type { StudyListener } from '../study.ts';
import { type PlannedOrder, planOrder } from './planOrder.ts';
import { readPlan, storePlan } from './storedPlan.ts';

export type OrderRequest = {
  readonly library: Library;
  readonly order: TrainingOrder;
  /** What it was carried out as before; null at its first start. */
  readonly studyId: number | null;
  /** Told at its first start, before anything is trained. */
  readonly onStudy: (studyId: number) => void;
  readonly executor: RunExecutor;
  readonly signal: AbortSignal;
};

/** @throws SmearlabError `stopped`, why it cannot be carried out, and what training and disk throw */
export async function carryOutOrder(request: OrderRequest, listener: StudyListener): Promise<void> {
  const { library, order, executor, signal } = request;
  const { store } = library;
  const { studyId, planned } = begun(request);
  const folder = studyFolder(library.folder.root, studyId);
  for (const sentence of planned.warnings) listener.onNotice({ kind: 'warning', sentence });
  const asked = { folder, resume: true, executor, signal, dataFolder: library.folder.root };
  if (planned.study === null) {
    await notingItsEnd(store, studyId, () => executePlan(store, studyId, planned.plan, planned.places, asked, listener));
    return;
  }
  const command = `Smearlab, Train: ${order.name}`;
  await carryOutStudy(store, { id: studyId, ...planned.study, plan: planned.plan }, { ...asked, command }, listener);
}

function begun({ library, order, studyId: known, onStudy }: OrderRequest): { readonly studyId: number; readonly planned: PlannedOrder } {
  const { store, folder: data } = library;
  const stored = known === null ? undefined : readPlan(library, studyFolder(data.root, known));
  if (known !== null && stored !== undefined) return { studyId: known, planned: stored };
  const planned = planOrder(library, order, true);
  const studyId = store.transaction(() => {
    const id = known ?? addStudy(store, JSON.stringify(planned.study?.settings ?? order), order.name);
    onStudy(id);
    return id;
  });
  const folder = studyFolder(data.root, studyId);
  makeWritable(folder);
  storePlan(folder, planned);
  return { studyId, planned };
}
