/** What the probabilities of a run mean, from its stored predictions of the validation images. */
import { SmearlabError } from '../../contract/failure.ts';
import { type Calibration, DEFAULT_TARGET_ERROR } from '../../contract/slides.ts';
import { calibrate, thinnedCurve } from '../../evaluation/calibration/calibrate.ts';
import { findCalibration, keepCalibration } from '../../store/calibrations.ts';
import { classifyingRuns } from '../../store/classifyingRuns.ts';
import { predictionsOf } from '../../store/predictions.ts';
import { runGone } from '../../store/runList.ts';
import type { Store } from '../../store/store.ts';
import { findRun } from '../../store/trainedRuns.ts';

/**
 * As it was saved, or for another target; fitted where nothing was saved.
 * @param targetError null: the saved one, else the default
 * @throws SmearlabError wrong-usage for a run that is not there, cannot classify or has no validation images
 */
export function calibrationOf(store: Store, runId: number, targetError: number | null): Calibration {
  assertCanClassify(store, runId);
  const kept = findCalibration(store, runId);
  const isAsSaved = kept !== undefined && (targetError === null || targetError === kept.targetError);
  const target = targetError ?? kept?.targetError ?? DEFAULT_TARGET_ERROR;
  return measured(store, runId, target, isAsSaved ? kept.savedAt : null);
}

/** Fits it and keeps it. @throws as `calibrationOf` */
export function keepFitted(store: Store, calibration: Calibration & { readonly run: number }): Calibration {
  const { run: runId, temperature, threshold, targetError } = calibration;
  const savedAt = new Date().toISOString();
  keepCalibration(store, { runId, temperature, threshold, targetError, savedAt });
  return { ...calibration, savedAt };
}

function measured(store: Store, runId: number, targetError: number, savedAt: string | null): Calibration {
  const images = predictionsOf(store, runId).map(({ probabilities, actual }) => ({ probabilities, actual }));
  if (images.length === 0) {
    throw new SmearlabError(
      'wrong-usage',
      'This run has no validation images, so nothing says what its probabilities mean. Choose another one, or give a threshold.',
    );
  }
  const { temperature, before, after, threshold, curve } = calibrate(images, targetError);
  return {
    ...{ run: runId, images: images.length, temperature, before: shown(before), after: shown(after), targetError },
    ...{ threshold: threshold.threshold, coverage: threshold.coverage, error: threshold.error, isReached: threshold.isReached },
    curve: thinnedCurve(curve, threshold.threshold).map((point) => ({ ...point })),
    savedAt,
  };
}

function shown({ bins, ...rest }: ReturnType<typeof calibrate>['before']): Calibration['before'] {
  return { ...rest, bins: bins.map((bin) => ({ ...bin })) };
}

/** @throws SmearlabError wrong-usage */
export function assertCanClassify(store: Store, runId: number): void {
  const run = findRun(store, runId);
  if (run === undefined) throw runGone();
  if (classifyingRuns(store, runId).length > 0) return;
  const why = run.state === 'finished' ? 'tells no classes apart' : 'is not finished';
  throw new SmearlabError('wrong-usage', `The run ${run.name} ${why}, so it cannot classify. Choose another one.`);
}
