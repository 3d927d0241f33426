/** Collects from the store and the images what the report shows, and writes it. */
import type { StudyResult } from '../../contract/studyResult.ts';
import { epochsOf } from '../../store/predictions.ts';
import type { Store } from '../../store/store.ts';
import { type OutputFolder, writeText } from '../outputFolder.ts';
import { studyReference } from '../reference.ts';
import type { PreparedData, RecordedRun } from '../study.ts';
import { renderReport } from './page.ts';
import { gatherSamples } from './samples.ts';

export type ReportRequest = {
  readonly folder: OutputFolder;
  readonly data: PreparedData;
  readonly runs: readonly RecordedRun[];
  readonly result: StudyResult;
  /** How the study was started. */
  readonly command: string;
};

/** @throws SmearlabError `disk-full`, `not-writable`, or what reading a sample image throws */
export async function writeReport(store: Store, { folder, data, runs, result, command }: ReportRequest): Promise<void> {
  const reference = studyReference();
  const html = renderReport({
    title: 'Smearlab study',
    createdAt: new Date(),
    command,
    result,
    reference: reference.rows,
    referencePretraining: { autoencoder: reference.autoencoder, cam16: reference.cam16 },
    curves: runs.map(({ row }) => ({ run: row.name, network: row.network, metrics: epochsOf(store, row.id) })),
    samples: [...(await gatherSamples(data.dataSets.wbc, data.dataFolder)), ...(await gatherSamples(data.dataSets.cam16, data.dataFolder))],
    runs: runs.map(({ row }) => ({
      name: row.name,
      network: row.network,
      state: row.state,
      device: row.device,
      seconds: row.seconds,
      epochs: epochsOf(store, row.id).length,
    })),
  });
  writeText(folder.report, html);
}
