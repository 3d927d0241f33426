/** Whether a run is right as often as it says: its confidence beside its accuracy. */

/** Images whose confidence lies in `low` < confidence ≤ `high`; the first bin has 0 as well. */
export type ReliabilityBin = {
  readonly low: number;
  readonly high: number;
  readonly images: number;
  /** Means over the bin's images; 0 where it has none. */
  readonly confidence: number;
  readonly accuracy: number;
};

export type Reliability = {
  readonly bins: readonly ReliabilityBin[];
  /** Σ images / all · |accuracy − confidence|; 0 without images. */
  readonly expectedCalibrationError: number;
};

export const RELIABILITY_BINS = 10;

/**
 * Bins of equal width over the probability of the class that was predicted, and the expected calibration error
 * (C. Guo et al., On Calibration of Modern Neural Networks, ICML 2017, eq. 3).
 */
export function reliability(confidence: ArrayLike<number>, isRight: ArrayLike<boolean>, binCount = RELIABILITY_BINS): Reliability {
  const sums = Array.from({ length: binCount }, () => ({ images: 0, confidence: 0, right: 0 }));
  for (let image = 0; image < confidence.length; image++) {
    const said = confidence[image] ?? 0;
    const bin = sums[Math.min(binCount - 1, Math.max(0, Math.ceil(said * binCount) - 1))];
    if (bin === undefined) continue;
    bin.images++;
    bin.confidence += said;
    bin.right += isRight[image] === true ? 1 : 0;
  }
  const bins = sums.map(({ images, confidence: sum, right }, at) => ({
    ...{ low: at / binCount, high: (at + 1) / binCount, images },
    ...{ confidence: images === 0 ? 0 : sum / images, accuracy: images === 0 ? 0 : right / images },
  }));
  const gap = bins.reduce((sum, bin) => sum + bin.images * Math.abs(bin.accuracy - bin.confidence), 0);
  return { bins, expectedCalibrationError: confidence.length === 0 ? 0 : gap / confidence.length };
}
