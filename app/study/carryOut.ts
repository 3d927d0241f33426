/** Carries a planned study out, in an output folder or a library: its runs, then the result and the report beside them. */
import { asFailure, type SmearlabError } from '../contract/failure.ts';
import type { StudyResult } from '../contract/studyResult.ts';
import type { Store } from '../store/store.ts';
import { setStudyState } from '../store/studies.ts';
import { executePlan } from './executePlan.ts';
import { type FinishedStudy, gatherStudy } from './gatherStudy.ts';
import { writeText } from './outputFolder.ts';
import { carriedRun, type PlannedRun } from './plan.ts';
import { writeReport } from './report/writeReport.ts';
import type { StudySettings } from './settings.ts';
import { type PlanRequest, type PreparedData, placesOf, type StudyListener } from './study.ts';

export type PlannedStudy = {
  readonly id: number;
  readonly settings: StudySettings;
  readonly data: PreparedData;
  readonly plan: readonly PlannedRun[];
};

export type CarryingOut = Omit<PlanRequest, 'runFiles'> & {
  /** How the study was started, for the report. */
  readonly command: string;
};

/** @throws SmearlabError `stopped`, and what training and disk throw; the study's row says so too */
export async function carryOutStudy(
  store: Store,
  { id, settings, data, plan }: PlannedStudy,
  request: CarryingOut,
  listener: StudyListener,
): Promise<StudyResult> {
  const { folder, command } = request;
  return notingItsEnd(store, id, async () => {
    const asked = { ...request, runFiles: plan.map(({ runFile }) => runFile) };
    const runs = await executePlan(store, id, plan.map(carriedRun), placesOf(data), asked, listener);
    return writeStudyResult(store, { settings, data, runs, folder, command });
  });
}

/** What a study whose runs are all finished found, as `study.json` and as a report. @throws SmearlabError disk-full, not-writable, internal */
export async function writeStudyResult(
  store: Store,
  { settings, data, runs, folder, command }: FinishedStudy & Pick<CarryingOut, 'folder' | 'command'>,
): Promise<StudyResult> {
  const result = gatherStudy(store, { settings, data, runs });
  writeText(folder.result, `${JSON.stringify(result, null, 2)}\n`);
  await writeReport(store, { folder, data, runs, result, command });
  return result;
}

/** Does the work of a study; its row says that it goes on, and how it ended. @throws SmearlabError what `work` throws */
export async function notingItsEnd<T>(store: Store, studyId: number, work: () => Promise<T>): Promise<T> {
  try {
    setStudyState(store, studyId, 'running');
    const result = await work();
    setStudyState(store, studyId, 'finished');
    return result;
  } catch (error) {
    const failure = asFailure(error);
    noteEnd(store, studyId, failure);
    throw failure;
  }
}

/** On a full disk even this note fails; the study is then shown as interrupted because nobody holds its lock. */
function noteEnd(store: Store, studyId: number, failure: SmearlabError): void {
  try {
    setStudyState(store, studyId, failure.kind === 'stopped' ? 'interrupted' : 'failed');
  } catch (error) {
    if (failure.kind !== 'disk-full') failure.cause ??= error;
  }
}
