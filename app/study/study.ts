/** What a study is asked, what it tells, and what its parts hand on to each other. */
import { SmearlabError } from '../contract/failure.ts';
import type { OnProgress, Progress } from '../contract/progress.ts';
import type { RunFile } from '../contract/runFile.ts';
import type { EpochReport } from '../contract/training.ts';
import type { RunRow } from '../store/runs.ts';
import type { RunExecutor } from '../training/execution.ts';
import type { TrainingProgress } from '../training/training.ts';
import type { OutputFolder } from './outputFolder.ts';
import type { CarriedRun, StudyData } from './plan.ts';
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

/** What it takes to carry a plan out. */
export type PlanRequest = Pick<StudyRequest, 'folder' | 'resume' | 'executor' | 'signal'> & {
  /** Where masks that were drawn or accepted lie. */
  readonly dataFolder?: string | undefined;
  /** Whether the other runs are executed all the same; where nothing is said a run that fails ends the whole. */
  readonly goesOnAfter?: (failure: SmearlabError) => boolean;
  /** Those that are not on the disk yet: written once it is sure that no finished run is of other images. */
  readonly runFiles: readonly RunFile[];
};

/** Where the runs of a plan belong in the store. */
export type RunPlaces = {
  readonly placeOf: (run: CarriedRun) => { readonly dataSetId: number; readonly subsetId: number | null };
  /** Runs from before the plan that it starts from, by the name it has for them. */
  readonly earlierRuns: ReadonlyMap<string, number>;
};

/** What whoever watches single runs is told, by their ids. */
export type RunWatcher = {
  readonly onStarted: (run: number) => void;
  readonly onProgress: (run: number, progress: TrainingProgress, told: Progress) => void;
  /** Not of the epochs that a resumed run goes on from. */
  readonly onEpoch: (run: number, epoch: EpochReport) => void;
};

export type StudyListener = {
  readonly onProgress: OnProgress;
  /** A sentence for the person: a warning about the data, or what is being done. */
  readonly onNotice: (notice: { readonly kind: 'step' | 'warning' | 'epoch'; readonly sentence: string }) => void;
  readonly watch?: RunWatcher;
};

/** The imported data with the place of each subset in the store, and what a reader of the numbers must know about the data. */
export type PreparedData = StudyData & {
  readonly subsetIds: ReadonlyMap<number, number>;
  readonly warnings: readonly string[];
};

/** A planned run and its row in the store. */
export type RecordedRun = { readonly planned: CarriedRun; readonly row: RunRow };

/** The places of a study's runs, from the data that was prepared for it. */
export function placesOf({ dataSets, subsetIds }: PreparedData): RunPlaces {
  return {
    placeOf: ({ role, percent, runFile }) => {
      if (role === null) throw new SmearlabError('internal', `The run ${runFile.name} is on none of the study's data sets.`);
      return { dataSetId: dataSets[role].id, subsetId: percent === null ? null : (subsetIds.get(percent) ?? null) };
    },
    earlierRuns: new Map(),
  };
}
