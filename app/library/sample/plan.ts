/** Which files the synthetic sample consists of: pure, so that counts and names can be checked without painting. */
import { type DataSetRole, type Split, WBC_CLASSES } from '../../contract/words.ts';
import type { WbcClass } from './leukocytes.ts';
import type { SampleParameters } from './parameters.ts';
import type { TissueClass } from './tissue.ts';

export type Subject =
  | { readonly set: 'wbc'; readonly class: WbcClass }
  | { readonly set: 'cam16'; readonly class: TissueClass }
  | { readonly set: 'prcc'; readonly class: null };

export interface PlannedImage {
  readonly subject: Subject;
  readonly split: Split;
  /** Number within the class, over all its splits: together with the seed it fixes every pixel. */
  readonly number: number;
  /** Relative to the sample's folder, with `/` between folders. */
  readonly image: string;
  /** Where the mask goes; null where this image gets none. */
  readonly mask: string | null;
}

export const SAMPLE_SETS: readonly DataSetRole[] = ['wbc', 'cam16', 'prcc'];

/** Whether image `at` of `count` is one of the `ceil(count × share)` that get a mask, spread evenly. */
export function hasMask(at: number, count: number, share: number): boolean {
  const masks = Math.ceil(count * share - 1e-9);
  return Math.floor(((at + 1) * masks) / count) > Math.floor((at * masks) / count);
}

function plannedClass(subject: Subject, counts: Readonly<Partial<Record<Split, number>>>, maskShare: number): PlannedImage[] {
  const folder = subject.class ?? '';
  const images: PlannedImage[] = [];
  for (const split of ['train', 'val', 'test'] as const) {
    const count = counts[split] ?? 0;
    for (let at = 0; at < count; at++) {
      const number = images.length + 1;
      const name = `${folder.toLowerCase()}-${String(number).padStart(4, '0')}.png`;
      const masked = split === 'train' && hasMask(at, count, maskShare);
      images.push({
        subject,
        split,
        number,
        image: `${subject.set}/${split}/data/${folder}/${name}`,
        mask: masked ? `${subject.set}/${split}/mask/${folder}/${name}` : null,
      });
    }
  }
  return images;
}

/** All images of the sample in the layout of the study, class by class. */
export function plannedImages(parameters: SampleParameters): PlannedImage[] {
  const { wbc, cam16, prcc, maskShare } = parameters;
  const flat = Array.from({ length: prcc.count }, (_, at): PlannedImage => {
    const image = `prcc/prcc-${String(at + 1).padStart(4, '0')}.png`;
    return { subject: { set: 'prcc', class: null }, split: 'train', number: at + 1, image, mask: null };
  });
  return [
    ...WBC_CLASSES.flatMap((name) => plannedClass({ set: 'wbc', class: name }, wbc.counts[name], maskShare)),
    ...(['normal', 'tumor'] as const).flatMap((name) => plannedClass({ set: 'cam16', class: name }, cam16.counts[name], maskShare)),
    ...flat,
  ];
}
