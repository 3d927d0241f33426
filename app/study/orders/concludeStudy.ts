/** The end of a study that was ordered: its result and its report. Done in a thread, because with very many images it takes seconds. */
import { SmearlabError } from '../../contract/failure.ts';
import { type DataSetRole, dataSetRoleSchema } from '../../contract/words.ts';
import { type ImportedDataSet, loadDataSet } from '../../library/dataSet.ts';
import type { LibraryData } from '../../library/library.ts';
import { findDataSet } from '../../store/dataSets.ts';
import { listRuns } from '../../store/runs.ts';
import type { Store } from '../../store/store.ts';
import { writeStudyResult } from '../carryOut.ts';
import { dataSetOfLibrary } from '../libraryData.ts';
import { studyFolder } from '../libraryStudy.ts';
import type { StudySettings } from '../settings.ts';
import type { PreparedOrder } from './preparedOrder.ts';
import { readPlan } from './storedPlan.ts';

/** @param command how it was started, for the report @throws SmearlabError as reading the plan and writing the report */
export async function concludeStudy({ store, folder: data }: LibraryData, studyId: number, command: string): Promise<void> {
  const folder = studyFolder(data.root, studyId);
  const plan = readPlan(store, folder, () => undefined);
  if (plan === undefined || plan.settings === null) throw new SmearlabError('internal', `The plan of the study ${studyId} is gone.`);
  const rows = new Map(listRuns(store, studyId).map((row) => [row.name, row]));
  const runs = plan.runs.flatMap(({ dataSetId: _, subsetId: __, ...planned }) => {
    const row = rows.get(planned.runFile.name);
    return row === undefined ? [] : [{ planned, row }];
  });
  const { settings } = plan;
  const dataSet = (role: DataSetRole): ImportedDataSet => {
    const name = calledIn(settings, role);
    const now = loadDataSet(store, name) ?? dataSetOfLibrary(store, name);
    return { ...now, hash: plannedHash(plan, role) ?? now.hash };
  };
  const dataSets = { wbc: dataSet('wbc'), cam16: dataSet('cam16'), prcc: dataSet('prcc') };
  const warnings = [...plan.warnings, ...changedWarnings(store, plan)];
  const prepared = { dataSets, subsets: new Map(), subsetIds: new Map(), dataFolder: data.root, warnings };
  await writeStudyResult(store, { settings, data: prepared, runs, folder, command });
}

/** A sentence for each data set that is another one by now than the runs of the study are of. */
export function changedWarnings(store: Store, plan: Pick<PreparedOrder, 'settings' | 'runs'>): string[] {
  const { settings } = plan;
  if (settings === null) return [];
  const changed = dataSetRoleSchema.options.flatMap((role) => {
    const name = calledIn(settings, role);
    const [planned, now] = [plannedHash(plan, role), findDataSet(store, name)?.hash];
    return planned === undefined || planned === now
      ? []
      : [`${name} was changed while this study was interrupted: all its runs are of the images as they were.`];
  });
  return [...new Set(changed)];
}

function calledIn({ dataSets }: StudySettings, role: DataSetRole): string {
  return dataSets[role].called ?? role;
}

function plannedHash({ runs }: Pick<PreparedOrder, 'runs'>, role: DataSetRole): string | undefined {
  return runs.find((run) => run.role === role)?.runFile.dataSet.hash;
}
