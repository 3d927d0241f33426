/** Gathers what the report of a finished study shows, and writes it into the output folder. */
import { basename } from 'node:path';
import type { StudyResult } from '../../contract/studyResult.ts';
import { epochsOf } from '../../store/predictions.ts';
import type { Store } from '../../store/store.ts';
import type { RecordedRun } from '../executePlan.ts';
import { type OutputFolder, writeText } from '../outputFolder.ts';
import { studyReference } from '../reference.ts';
import type { StudySettings } from '../settings.ts';
import type { PreparedData } from '../studyData.ts';
import { renderReport } from './page.ts';
import { gatherSamples } from './samples.ts';

export type StudyToReport = {
  readonly folder: OutputFolder;
  readonly settings: StudySettings;
  readonly data: PreparedData;
  readonly runs: readonly RecordedRun[];
  readonly result: StudyResult;
  /** How the study was started. */
  readonly command: string;
};

/** @throws SmearlabError what reading the sample images and writing the file throw */
export async function writeReport(store: Store, { folder, settings, data, runs, result, command }: StudyToReport): Promise<void> {
  const reference = studyReference();
  const { wbc } = data.dataSets;
  const recorded = runs.map(({ planned, row }) => ({
    name: planned.runFile.name,
    network: planned.runFile.recipe.network.name,
    metrics: epochsOf(store, row.id),
    row,
  }));
  const page = renderReport({
    title: settings.dataSets.wbc.synthetic
      ? 'White blood cells: the study on the synthetic sample'
      : `White blood cells: the study on ${basename(wbc.root)}`,
    createdAt: new Date(),
    command,
    result,
    reference: reference.rows,
    referencePretraining: reference,
    curves: recorded.map(({ name, network, metrics }) => ({ run: name, network, metrics })),
    samples: await gatherSamples(wbc),
    runs: recorded.map(({ name, network, metrics, row }) => ({
      name,
      network,
      state: row.state,
      seconds: row.seconds,
      epochs: metrics.length,
    })),
  });
  writeText(folder.report, page);
}
