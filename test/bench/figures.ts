/** What a measurement of an engine says, and how several of them become one. */
import { z } from 'zod';

export const NETWORK_NAMES = ['wbc', 'cam16', 'autoencoder', 'ensemble'] as const;
export type NetworkName = (typeof NETWORK_NAMES)[number];

export type Measured = {
  readonly network: NetworkName;
  /** Side of the square images in pixels. */
  readonly size: number;
  readonly batch: number;
  /** Timed steps. */
  readonly steps: number;
  readonly threads: number;
};

/** Zod, because it crosses the border of a process. */
export const engineFiguresSchema = z.strictObject({
  trainImagesPerSecond: z.number().positive(),
  inferImagesPerSecond: z.number().positive(),
  /** The most memory that the process ever held, when training was done and inference not begun; MB of 2²⁰ bytes. */
  peakMemoryMB: z.number().positive(),
  engine: z.string(),
  network: z.enum(NETWORK_NAMES),
  size: z.int(),
  batch: z.int(),
  steps: z.int(),
  threads: z.int(),
});
export type EngineFigures = z.infer<typeof engineFiguresSchema>;

/** Our figures, those of the peer, and how many times the peer's ours are. */
export type Comparison = EngineFigures & {
  readonly rounds: number;
  readonly peer: EngineFigures;
  readonly ratios: { readonly train: number; readonly infer: number; readonly memory: number };
};

/** The middle value, or the mean of the two. Throws for no values. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  if (low === undefined || high === undefined) throw new RangeError('The median of no values.');
  return (low + high) / 2;
}

/** Three significant digits: more would be noise. */
export function rounded(value: number): number {
  return Number(value.toPrecision(3));
}

/** Medians of the rounds of both, figure by figure. Throws for no rounds. */
export function comparison(ours: readonly EngineFigures[], theirs: readonly EngineFigures[]): Comparison {
  const [us, peer] = [medianFigures(ours), medianFigures(theirs)];
  return {
    ...us,
    rounds: ours.length,
    peer,
    ratios: {
      train: rounded(us.trainImagesPerSecond / peer.trainImagesPerSecond),
      infer: rounded(us.inferImagesPerSecond / peer.inferImagesPerSecond),
      memory: rounded(us.peakMemoryMB / peer.peakMemoryMB),
    },
  };
}

function medianFigures(rounds: readonly EngineFigures[]): EngineFigures {
  const [first] = rounds;
  if (first === undefined) throw new RangeError('Figures of no rounds.');
  const of = (figure: (round: EngineFigures) => number) => rounded(median(rounds.map(figure)));
  return {
    ...first,
    trainImagesPerSecond: of((round) => round.trainImagesPerSecond),
    inferImagesPerSecond: of((round) => round.inferImagesPerSecond),
    peakMemoryMB: of((round) => round.peakMemoryMB),
  };
}
