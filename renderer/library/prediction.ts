/** Narrowing the grid to what a run predicted: which run, what it took an image for, and whether that is its label. Pure. */
import type { ImageFilter, PredictingRun } from '../../app/contract/library.ts';

export type Prediction = {
  readonly run: number;
  /** null: whatever it took the image for. */
  readonly predicted: string | null;
  /** null: right or wrong. */
  readonly isRight: boolean | null;
};

type Run = Pick<PredictingRun, 'id' | 'classes'>;

/** The run that the menu speaks of: the chosen one, else the latest. */
export function runOf<R extends Run>(runs: readonly R[], prediction: Prediction | null): R | undefined {
  return runs.find(({ id }) => id === prediction?.run) ?? runs[0];
}

/** Another run; what was asked of the one before is asked of it, as far as it knows the class. The same run again: none. */
export function withRun(prediction: Prediction | null, run: Run): Prediction | null {
  if (prediction?.run === run.id) return null;
  const predicted = prediction?.predicted ?? null;
  return {
    ...{ run: run.id, isRight: prediction?.isRight ?? null },
    predicted: predicted !== null && run.classes.includes(predicted) ? predicted : null,
  };
}

/** What the run took the image for; the same class again: whatever it took it for. @param run of which it is asked where none was chosen */
export function withPredicted(prediction: Prediction | null, run: Run, predicted: string): Prediction {
  const before = prediction ?? { run: run.id, predicted: null, isRight: null };
  return { ...before, predicted: before.predicted === predicted ? null : predicted };
}

/** As `withPredicted`, for whether it was right. */
export function withRight(prediction: Prediction | null, run: Run, isRight: boolean): Prediction {
  const before = prediction ?? { run: run.id, predicted: null, isRight: null };
  return { ...before, isRight: before.isRight === isRight ? null : isRight };
}

/** In the words of the contract. */
export function predictionAsked({ run, predicted, isRight }: Prediction): NonNullable<ImageFilter['prediction']> {
  return { run, ...(predicted === null ? {} : { predicted }), ...(isRight === null ? {} : { isRight }) };
}
