/** The augmentation preview of a recipe on training images of a data set. */
import { join } from 'node:path';
import type { InputOf } from '../../contract/contract.ts';
import { SmearlabError } from '../../contract/failure.ts';
import type { AugmentationPreview } from '../../contract/training.ts';
import { type LibraryImage, libraryImage, loadDataSet } from '../../library/dataSet.ts';
import { maskFile } from '../../library/drawnMasks.ts';
import { findImage } from '../../store/images.ts';
import { pickSamples } from '../../study/report/samples.ts';
import type { Desk } from '../answer.ts';
import { placeWithId } from '../dataSets.ts';

/** Larger ones show no more, and take as long as they are large. */
const MOST_SIDE = 256;
/** Where nobody chose images. */
const MOST_IMAGES = 6;

/** @throws SmearlabError wrong-usage for images that are not of this data set, and what reading one throws */
export async function augmentationPreview(
  { library, threads, previews }: Desk,
  { dataSet, images, recipe, seed, epochs, maskedCopies }: InputOf<'recipes.preview'>,
  signal: AbortSignal,
): Promise<AugmentationPreview> {
  const place = placeWithId(library.store, dataSet);
  const shown = images === null ? someImages(library.store, place.name) : images.map((id) => imageOf(library.store, dataSet, id));
  const side = Math.min(recipe.imageSize, MOST_SIDE);
  const { augmentation, mixup } = recipe.training;
  const files = shown.map(({ path, mask }) => ({
    file: join(place.root, path),
    mask: maskedCopies && mask !== null ? maskFile(library.folder, place, mask) : null,
  }));
  const request = { images: files, variation: { augmentation, mixup }, imageSize: side, seed, epochs };
  const rows = await threads.run('preview', request, { signal });
  // A row for each image, then one for each masked copy.
  const masked = shown.filter((_, at) => files[at]?.mask !== null);
  const keep = (address: string) => previews.keep(Buffer.from(address.slice(address.indexOf(',') + 1), 'base64'));
  return {
    side,
    rows: rows.map(({ name, isMaskedCopy, original, variants }, at) => ({
      ...{ image: (isMaskedCopy ? masked[at - shown.length] : shown[at])?.id ?? 0, name, isMaskedCopy },
      original: keep(original),
      variants: variants.map(({ address, words }) => ({ picture: keep(address), words })),
    })),
  };
}

/** Some of each class, those with masks first. */
function someImages(store: Desk['library']['store'], name: string): readonly LibraryImage[] {
  const images = loadDataSet(store, name)?.images ?? [];
  const ofClasses = pickSamples(images, 2);
  const shown = ofClasses.length > 0 ? ofClasses : images.filter(({ split }) => split === 'train');
  if (shown.length === 0) throw new SmearlabError('too-few-images', `The data set ${name} has no training images to show.`);
  return shown.slice(0, MOST_IMAGES);
}

function imageOf(store: Desk['library']['store'], dataSet: number, id: number): LibraryImage {
  const image = findImage(store, id);
  if (image === undefined || image.gone || image.dataSetId !== dataSet) {
    throw new SmearlabError('wrong-usage', 'One of these images is not in the data set any more.');
  }
  return libraryImage(image);
}
