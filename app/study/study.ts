/** What a study is asked, what it tells, and what its parts hand on to each other. */
import type { OnProgress } from '../contract/progress.ts';
import type { RunRow } from '../store/runs.ts';
import type { RunExecutor } from '../training/execution.ts';
import type { OutputFolder } from './outputFolder.ts';
import type { PlannedRun, StudyData } from './plan.ts';
import type { StudySettings } from './settings.ts';

export type StudyRequest = {
  readonly folder: OutputFolder;
  readonly settings: StudySettings;
  readonly resume: boolean;
  /** How the study was started, for the report. */
  readonly command: string;
  readonly executor: RunExecutor;
  readonly signal: AbortSignal;
};

export type StudyListener = {
  readonly onProgress: OnProgress;
  /** A sentence for the person: a warning about the data, or what is being done. */
  readonly onNotice: (notice: { readonly kind: 'step' | 'warning' | 'epoch'; readonly sentence: string }) => void;
};

/** The imported data with the place of each subset in the store, and what a reader of the numbers must know about the data. */
export type PreparedData = StudyData & {
  readonly subsetIds: ReadonlyMap<number, number>;
  readonly warnings: readonly string[];
};

/** A planned run and its row in the store. */
export type RecordedRun = { readonly planned: PlannedRun; readonly row: RunRow };
