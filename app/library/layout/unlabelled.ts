/** Unlabelled images: split by folder where there are split folders, else drawn, a tenth to val if nothing else is asked. */
import type { ImportSettings } from '../../contract/library.ts';
import { randomFor } from '../../random/random.ts';
import type { DiscoveredImage, LayoutInput, ReadLayout } from './layout.ts';
import { key, placeOf, SPLITS } from './places.ts';

export function unlabelled({ files }: LayoutInput, { split: shares, seed }: ImportSettings): ReadLayout {
  const splitFolders = files.some((file) => file.includes('/') && SPLITS.has(key(file.split('/', 1).join(''))));
  const images: DiscoveredImage[] = [];
  const outside: string[] = [];
  for (const path of files) {
    const parts = path.split('/');
    const split = SPLITS.get(key(parts[0] ?? ''));
    const place = placeOf(path);
    const image = { path, class: null, group: null, mask: null };
    if (splitFolders && split !== undefined && parts.length > 1) {
      if (place?.kind !== 'mask' && parts.length <= 4) images.push({ ...image, split });
      else if (place?.kind !== 'mask') outside.push(path);
    } else if (!splitFolders && parts.length <= 2) images.push({ ...image, split: 'train' });
    else outside.push(path);
  }
  if (images.some((image) => image.split === 'val')) return { images, warnings: [], outside };
  if (shares !== null && !splitFolders) return { images: images.map((image) => ({ ...image, split: null })), warnings: [], outside };
  return { images: splitTenth(images, seed), warnings: [], outside };
}

const VAL_SHARE = 0.1;

/**
 * Sends about a tenth of the training images to val. Each file's lot depends on its path and the seed alone, so files that are added
 * later move no other; where no lot falls on val, the smallest one goes there.
 */
export function splitTenth(images: readonly DiscoveredImage[], seed: number): DiscoveredImage[] {
  const lots = images.map((image) => ({
    image,
    lot: image.split === 'train' ? randomFor(seed, 'split', image.path.normalize('NFC')).uniform(0, 1) : 1,
  }));
  const training = lots.filter(({ image }) => image.split === 'train');
  const smallest = training.reduce((least, { lot }) => Math.min(least, lot), 1);
  const limit = training.length < 2 ? 0 : Math.max(VAL_SHARE, smallest + Number.EPSILON);
  return lots.map(({ image, lot }) => (lot < limit ? { ...image, split: 'val' } : image));
}
