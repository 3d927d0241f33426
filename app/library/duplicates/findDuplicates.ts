/** The duplicates of one data set: the same files, the same pictures in other files, and the smears or patients. */
import type { DataSetRow } from '../../store/dataSets.ts';
import { eachSeenImage, type SeenImage } from '../../store/duplicates.ts';
import type { Store } from '../../store/store.ts';
import { FINGERPRINT_MAKING } from './fingerprint.ts';
import { samePictures } from './samePictures.ts';

/** An image without its fingerprint. */
export type Image = Omit<SeenImage, 'fingerprint'>;

/** Each set has at least two images, in order of path. */
export type Duplicates = {
  readonly images: readonly Image[];
  /** Of the same bytes. */
  readonly files: readonly (readonly Image[])[];
  /** Of the same picture, the same files among them. */
  readonly pictures: readonly (readonly Image[])[];
  /** Of the same smear or patient. */
  readonly groups: readonly (readonly Image[])[];
  /** Images that could not be looked at for want of a fingerprint. */
  readonly unseen: readonly Image[];
};

const NOTHING = new Int8Array(0);

/** @throws SmearlabError stopped */
export async function findDuplicates(store: Store, { id }: Pick<DataSetRow, 'id'>, signal: AbortSignal): Promise<Duplicates> {
  const seen = [...eachSeenImage(store, id, FINGERPRINT_MAKING)];
  const images = seen.map(({ fingerprint: _, ...image }): Image => image);
  const fingerprints = seen.map(({ fingerprint }) => fingerprint ?? NOTHING);
  const { sets } = await samePictures(fingerprints, signal, sameFiles(images));
  return {
    images,
    files: setsOf(images, ({ sha256 }) => sha256),
    pictures: sets.map((set) => set.flatMap((index) => images[index] ?? [])),
    groups: setsOf(images, ({ group }) => group),
    unseen: images.filter((_, index) => seen[index]?.fingerprint === null),
  };
}

function setsOf(images: readonly Image[], keyOf: (image: Image) => string | null): Image[][] {
  const byKey = Map.groupBy(images, keyOf);
  return [...byKey].flatMap(([key, of]) => (key === null || of.length < 2 ? [] : [of]));
}

/** Pairs of indexes: also pictures that show nothing are the same when their files are. */
export function sameFiles(images: readonly { readonly sha256: string }[]): [number, number][] {
  const first = new Map<string, number>();
  return images.flatMap(({ sha256 }, index): [number, number][] => {
    const known = first.get(sha256);
    if (known === undefined) first.set(sha256, index);
    return known === undefined ? [] : [[known, index]];
  });
}
