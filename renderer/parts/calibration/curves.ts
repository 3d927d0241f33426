/** What the diagrams of a calibration show. Pure. */
import type { Calibration } from '../../../app/contract/slides.ts';
import { niceScale, type Scale } from '../charts/scale.ts';

type Point = { readonly x: number; readonly y: number };

/** Where images of one range of probabilities were right as often as they were; a range without images has no point. */
export function reliabilityPoints({ bins }: Calibration['before']): Point[] {
  return bins.flatMap(({ images, confidence, accuracy }) => (images === 0 ? [] : [{ x: confidence, y: accuracy }]));
}

/** Error among the certain ones against their share, from the surest on. */
export function riskPoints({ curve }: Calibration): Point[] {
  return curve.map(({ coverage, error }) => ({ x: coverage, y: error })).toSorted((a, b) => a.x - b.x);
}

/** From 0 to above every error and what is aimed at. */
export function riskScale(calibration: Calibration): Scale {
  return niceScale([0, calibration.targetError, ...riskPoints(calibration).map(({ y }) => y)], 3);
}
