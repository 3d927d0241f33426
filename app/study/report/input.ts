/** What a report is made of: everything in it was computed before, the report only shows it. */
import type { ConfusionMatrix, EpochMetrics } from '../../contract/evaluation.ts';
import type { StudyResult } from '../../contract/studyResult.ts';
import type { Arm, NetworkName, RunState } from '../../contract/words.ts';

/** One of the study's published rows, shown beside ours. */
export interface PublishedRow {
  /** Per cent of the training images. */
  readonly subset: number;
  readonly arm: Arm;
  /** Images its confusion matrix covers. */
  readonly images: number;
  readonly accuracy: number;
  readonly macroF1: number;
  /** What a reader must know before comparing. */
  readonly note?: string | undefined;
}

export interface PublishedPretraining {
  readonly autoencoder: { readonly validationMse: number };
  readonly cam16: { readonly classes: readonly string[]; readonly accuracy: number; readonly confusion: ConfusionMatrix };
}

export interface LearningCurve {
  readonly run: string;
  readonly network: NetworkName;
  readonly metrics: readonly EpochMetrics[];
}

/** Pictures are `data:image/…;base64,` addresses. */
export interface SampleImage {
  readonly caption: string;
  readonly class: string;
  readonly image: string;
  readonly mask: string | null;
  readonly maskedCopy: string | null;
}

export interface Reconstruction {
  readonly original: string;
  readonly reconstruction: string;
}

export interface ReportedRun {
  readonly name: string;
  readonly network: NetworkName;
  readonly state: RunState;
  /** What computed it, last where it was gone on with elsewhere; null where it was not begun. */
  readonly device: string | null;
  /** Wall-clock seconds; null where it has not finished. */
  readonly seconds: number | null;
  /** Epochs trained so far. */
  readonly epochs: number;
}

export interface ReportInput {
  readonly title: string;
  readonly createdAt: Date;
  /** The command line that made the study. */
  readonly command: string;
  readonly result: StudyResult;
  readonly reference: readonly PublishedRow[];
  /** The study's own pre-training, as published, if it is to stand beside ours. */
  readonly referencePretraining?: PublishedPretraining | undefined;
  readonly curves: readonly LearningCurve[];
  readonly samples: readonly SampleImage[];
  readonly reconstructions?: readonly Reconstruction[] | undefined;
  readonly runs: readonly ReportedRun[];
}
