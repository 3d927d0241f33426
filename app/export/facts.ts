/** What an exported model says of itself, beside its numbers. */
import type { NetworkName } from '../contract/words.ts';

/** How an image file becomes the model's input; each step in the words of its value. */
export const PREPROCESSING = {
  orientation: 'as the EXIF tag says',
  transparency: 'flattened on white',
  colours: 'RGB; grey repeated, 16 bits scaled to 8',
  resize: 'stretched to a square of imageSize pixels, bilinear with antialias (torchvision Resize of a PIL image)',
  scale: 'pixels / 255',
} as const;

export const REMARK = 'For research. Not a medical device; its output is not a diagnosis.';

export type ModelFacts = {
  readonly product: string;
  readonly version: string;
  readonly remark: string;
  readonly network: NetworkName;
  readonly run: string;
  /** Which of the run's checkpoints it was, and of which epoch. */
  readonly checkpoint: 'last' | 'best';
  readonly epoch: number;
  /** In the order of the outputs; empty for the autoencoder. */
  readonly classes: readonly string[];
  readonly imageSize: number;
  readonly preprocessing: typeof PREPROCESSING;
  readonly dataSet: { readonly name: string; readonly hash: string };
  readonly subset: { readonly percent: number; readonly seed: number } | null;
  readonly seed: number;
};

/** The facts as ONNX keeps them, a string for each: strings as they are, everything else as JSON. */
export function asStrings(facts: ModelFacts): { key: string; value: string }[] {
  return Object.entries(facts).map(([key, value]) => ({ key, value: typeof value === 'string' ? value : JSON.stringify(value) }));
}

/** One sentence for whoever opens the file in a viewer. */
export function sentenceOf({ product, version, network, run, checkpoint, epoch, imageSize, remark }: ModelFacts): string {
  return `The network ${network} of the run ${run} (${checkpoint} checkpoint, epoch ${epoch}), exported by ${product} ${version}. It takes RGB images of ${imageSize} × ${imageSize} pixels, each value 0 to 1. ${remark}`;
}
