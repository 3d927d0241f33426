/** Plans an order that begins, or takes up the plan by which it began. */
import type { LibraryData } from '../../library/library.ts';
import { writeRunFile } from '../executePlan.ts';
import { studyFolder } from '../libraryStudy.ts';
import { makeWritable, outputFolder } from '../outputFolder.ts';
import { factsOf } from '../runFacts.ts';
import { changedWarnings } from './concludeStudy.ts';
import { planOrder } from './planOrder.ts';
import type { PreparedOrder, PrepareRequest } from './preparedOrder.ts';
import { readPlan } from './storedPlan.ts';

/**
 * Only reads from the store; writes the run files that are not in their places yet.
 * @throws SmearlabError why it cannot be carried out; bad-run-file, disk-full, not-writable
 */
export function prepareOrder({ store, folder }: LibraryData, { order, studyId, into }: PrepareRequest): PreparedOrder {
  const target = outputFolder(into);
  makeWritable(target);
  if (studyId !== null) {
    const stored = readPlan(store, studyFolder(folder.root, studyId), (runFile) => writeRunFile(target, runFile));
    if (stored !== undefined) return { ...stored, warnings: [...stored.warnings, ...changedWarnings(store, stored)] };
  }
  const { plan, placeOf, subsets, earlierRuns, warnings, settings } = planOrder({ store, folder }, order);
  const runs = plan.map(({ runFile, inputs, ...planned }) => {
    writeRunFile(target, runFile);
    const carried = { ...planned, inputs: [...inputs], runFile: factsOf(runFile) };
    return { ...carried, ...placeOf(carried) };
  });
  return { runs, subsets: [...subsets], earlierRuns: [...earlierRuns], warnings: [...warnings], settings, isStored: false };
}
