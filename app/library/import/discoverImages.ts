/** What lies in a folder that is to be imported: every image with its class, split, group and mask, before any is read. */
import { resolve } from 'node:path';
import { SmearlabError } from '../../contract/failure.ts';
import type { ImportSettings } from '../../contract/library.ts';
import type { Split } from '../../contract/words.ts';
import { addSplitLots, placeDataSet, splitLots } from '../../store/dataSets.ts';
import { movedImages } from '../../store/duplicates.ts';
import type { Store } from '../../store/store.ts';
import { DEFAULT_SHARES, drawSplits, lotKey, type PlacedImage } from '../layout/drawSplits.ts';
import { listRoot } from '../layout/folderListing.ts';
import { readLabels } from '../layout/labels.ts';
import { type DiscoveredImage, discoverLayout } from '../layout/layout.ts';
import type { RefusedFile } from './examine.ts';

export type DiscoveryRequest = {
  readonly name: string;
  /** Absolute. */
  readonly root: string;
  readonly settings: ImportSettings;
  readonly requiredSplits: readonly Split[];
  readonly signal: AbortSignal;
};

/** `id`: of the data set. `images` in order of path, and all that an import keeps of each image while it goes on: about 140 bytes. */
export type Discovered = {
  readonly id: number;
  readonly images: readonly PlacedImage[];
  readonly warnings: readonly string[];
  readonly refused: readonly RefusedFile[];
};

/** @throws SmearlabError missing-file, no-images, unknown-layout, wrong-usage, stopped */
export async function discoverImages(
  store: Store,
  { name, root, settings, requiredSplits, signal }: DiscoveryRequest,
): Promise<Discovered> {
  const listing = await listRoot(root, signal);
  const labels = settings.layout === 'labels' ? await readLabels(resolve(root, settings.labels ?? '')) : [];
  const layout = discoverLayout(root, listing, { settings, labels, requiredSplits });
  const id = placeDataSet(store, name, root, settings);
  return {
    id,
    images: placeAll(store, id, layout.images, settings),
    warnings: [...listing.warnings, ...layout.warnings],
    refused: listing.refused.map((file): RefusedFile => ({ ...file, of: 'image' })),
  };
}

/** Every image with its split, which for one that a person moved is not its folder's; lots that are drawn are kept before an image is read, so that an interruption changes none. */
function placeAll(store: Store, id: number, images: readonly DiscoveredImage[], { split, seed }: ImportSettings): PlacedImage[] {
  const known = images.some((image) => image.split === null) ? splitLots(store, id) : new Map<string, Split>();
  const drawn = drawSplits(images, known, split ?? DEFAULT_SHARES, seed);
  if (drawn.size > 0) addSplitLots(store, id, drawn);
  const moved = movedImages(store, id);
  return images.map((image) => {
    const placed = moved.get(image.path) ?? image.split ?? known.get(lotKey(image)) ?? drawn.get(lotKey(image));
    if (placed === undefined) throw new SmearlabError('internal', `No split was drawn for ${image.path}.`);
    return { ...image, split: placed };
  });
}
