/** What it takes to make one batch of the network's input, as it is handed to a thread of its own or done at once. */
import type { Change } from '../augmentation/change.ts';
import type { Mix } from '../augmentation/mixup.ts';

/** Where a picture's pixels come from. */
export type PictureSource =
  /** Decoded already: RGB [size, size, 3]. */
  | { readonly kind: 'decoded'; readonly pixels: Uint8Array }
  | {
      readonly kind: 'files';
      readonly image: string;
      /** The masked copy of the image, where there is one. */
      readonly mask: string | null;
      /** The file of the disk cache that may hold it decoded. */
      readonly kept: string | null;
      /** Where it is to be kept once it is decoded, also in the place of what turns out to be damaged. */
      readonly keepAt: string | null;
    };

export type PictureTask = { readonly source: PictureSource; readonly change: Change; readonly isMaskedCopy: boolean };

export type BatchTask = {
  readonly pictures: readonly PictureTask[];
  /** Side of the pictures in pixels. */
  readonly size: number;
  /** Places in the batch; those without a picture stay black. 0: only the decoded pixels are wanted. */
  readonly places: number;
  readonly mix: Mix | null;
  /** Whether decoded pixels are to lie in memory that all threads see. */
  readonly shares: boolean;
};

/** Of a picture that came from files: what became of it in the disk cache. */
export type Kept = 'read' | 'written' | 'not-written' | 'none';

export type BatchMade = {
  /** [places, 3, size, size] */
  readonly input: Float32Array<ArrayBuffer>;
  /** In the task's order; null for what was decoded already. */
  readonly decoded: readonly ({ readonly pixels: Uint8Array; readonly kept: Kept } | null)[];
};
