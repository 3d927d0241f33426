/** What a run's probabilities mean on its validation images, before and after a temperature, and where its answers are to be trusted. */
import { type Reliability, reliability } from '../reliability.ts';
import { type RiskPoint, riskCoverage, type Threshold, thresholdFor } from './riskCoverage.ts';
import { fitTemperature, type Judged, meanLogLoss, withTemperature } from './temperature.ts';

export type MeasuredReliability = Reliability & { readonly loss: number };

export type Calibrated = {
  readonly temperature: number;
  readonly before: MeasuredReliability;
  readonly after: MeasuredReliability;
  readonly threshold: Threshold;
  readonly curve: readonly RiskPoint[];
};

/** @param temperature one that was fitted before; undefined: it is fitted */
export function calibrate(images: readonly Judged[], targetError: number, temperature = fitTemperature(images)): Calibrated {
  const scaled = images.map(({ probabilities, actual }) => ({ probabilities: withTemperature(probabilities, temperature), actual }));
  const { confidence, isRight } = saidOf(scaled);
  const curve = riskCoverage(confidence, isRight);
  return { temperature, before: measured(images), after: measured(scaled), threshold: thresholdFor(curve, targetError), curve };
}

function measured(images: readonly Judged[]): MeasuredReliability {
  const { confidence, isRight } = saidOf(images);
  return { ...reliability(confidence, isRight), loss: meanLogLoss(images) };
}

function saidOf(images: readonly Judged[]): { readonly confidence: number[]; readonly isRight: boolean[] } {
  const confidence = images.map(({ probabilities }) => Math.max(0, ...probabilities));
  return { confidence, isRight: images.map(({ probabilities, actual }, at) => probabilities.indexOf(confidence[at] ?? 0) === actual) };
}

/** So few points of the curve that a screen draws it at once; its ends and where the threshold lies are among them. */
export function thinnedCurve(points: readonly RiskPoint[], threshold: number, most = 300): RiskPoint[] {
  const step = Math.max(1, Math.ceil(points.length / most));
  return points.filter((point, at) => at % step === 0 || at === points.length - 1 || point.threshold === threshold);
}
