/** The queue as faces show it. */
import { existsSync } from 'node:fs';
import { SmearlabError } from '../../contract/failure.ts';
import type { Queue, QueueEntry, TrainingOrder } from '../../contract/training.ts';
import { listRuns } from '../../store/runs.ts';
import { epochsDone } from '../../store/trainedRuns.ts';
import type { QueuedRow } from '../../store/trainingQueue.ts';
import { studyFolder } from '../../study/libraryStudy.ts';
import type { Desk } from '../answer.ts';
import { hasEnded, shownOrder } from './queueStates.ts';
import { queuedRun } from './watched.ts';

export function queueOf(desk: Desk): Queue {
  return { isHeld: desk.training.isHeld, entries: shownEntries(desk.training.rows()).map((row) => entryOf(desk, row)) };
}

/** Of what has ended only so many, the latest: they are asked for again after every epoch. */
const MOST_ENDED = 100;

function shownEntries(rows: readonly QueuedRow[]): QueuedRow[] {
  const shown = shownOrder(rows);
  return shown.slice(0, shown.filter(({ state }) => !hasEnded(state)).length + MOST_ENDED);
}

function entryOf({ training, library: { store, folder } }: Desk, row: QueuedRow): QueueEntry {
  const { studyId, ...entry } = row;
  const { live, notices } = training.toldOf(row.id);
  const done = studyId === null ? new Map<number, number>() : epochsDone(store, studyId);
  const report = studyId === null || row.state !== 'finished' ? null : studyFolder(folder.root, studyId).report;
  return {
    ...entry,
    study: studyId,
    runs: studyId === null ? [] : listRuns(store, studyId).map((run) => queuedRun(run, done)),
    ...{ live, notices: [...notices] },
    report: report !== null && existsSync(report) ? report : null,
  };
}

/** A data set stays while something that has not ended is to be trained on it. @throws SmearlabError in-use */
export function assertNotAwaited(rows: readonly Pick<QueuedRow, 'name' | 'state' | 'order'>[], dataSet: number, called: string): void {
  const awaiting = rows.find(({ state, order }) => !hasEnded(state) && dataSetsOf(order).includes(dataSet));
  if (awaiting === undefined) return;
  throw new SmearlabError('in-use', `${called} stays in the library: ${awaiting.name} in the training queue is to be trained on it.`);
}

function dataSetsOf(order: TrainingOrder): number[] {
  return order.kind === 'run' ? [order.dataSet] : Object.values(order.dataSets);
}
