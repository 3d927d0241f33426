/** What the training loop is given and what it tells: it knows no process, no database and no screen. */
import type { EpochFindings, EpochMetrics, Prediction } from '../contract/evaluation.ts';
import type { RunFile } from '../contract/runFile.ts';
import type { Engine } from '../engine/engine.ts';
import type { Pipeline } from './pipeline/batchSource.ts';

/** `measuring` comes before the first epoch of a run that is normalised by its images, `estimating` before a validation with new statistics. */
export type TrainingStage = 'measuring' | 'training' | 'estimating' | 'validating';

/** `done` of `total` images of this epoch's stage. */
export type TrainingProgress = {
  readonly stage: TrainingStage;
  readonly epoch: number;
  readonly epochs: number;
  readonly done: number;
  readonly total: number;
  /** Of the batch just trained on; null in the other stages. */
  readonly trainLoss: number | null;
};

/** How the loop reports; an epoch is reported once its checkpoint is on the disk, after a resume the earlier ones again. */
export type TrainingListener = {
  readonly onProgress: (progress: TrainingProgress) => void;
  readonly onEpoch: OnEpoch;
  /** How fast the training part of an epoch was, and how long of it the engine waited for images. */
  readonly onPace?: (pace: Pace) => void;
};

/** @param found null for an epoch of before a resume */
export type OnEpoch = (metrics: EpochMetrics, isBest: boolean, found: EpochFindings | null) => void;

export type Pace = { readonly epoch: number; readonly images: number; readonly seconds: number; readonly waitedSeconds: number };

export type TrainingRequest = Pipeline & {
  readonly run: RunFile;
  /** Where run.json lies and the checkpoints go. */
  readonly folder: string;
  /** The folder that the paths of the run's images start from. */
  readonly dataRoot: string;
  /** That those of masks start from which were drawn or accepted. */
  readonly dataFolder?: string | undefined;
  readonly engine: Engine;
  /** Go on from the last checkpoint if there is one of this very run; else begin anew. */
  readonly resume: boolean;
  readonly signal: AbortSignal;
};

export type TrainingOutcome = {
  readonly reportedEpoch: number;
  readonly bestEpoch: number;
  /** Macro-F1, or minus the loss for the autoencoder. */
  readonly bestScore: number;
  /** Sum over all epochs, those before a resume included. */
  readonly seconds: number;
  /** Of the validation images by the reported epoch; empty for the autoencoder. */
  readonly predictions: readonly Prediction[];
};
