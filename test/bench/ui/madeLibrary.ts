/** A library of very many images for the screen: rows and thumbnails in the databases, without the images' files. */
import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { importSettingsSchema } from '../../../app/contract/library.ts';
import { WBC_CLASSES } from '../../../app/contract/words.ts';
import { changingLibrary, type Library } from '../../../app/library/library.ts';
import { shippedParameters } from '../../../app/library/sample/parameters.ts';
import { picture } from '../../../app/library/sample/picture.ts';
import { completeDataSet, placeDataSet } from '../../../app/store/dataSets.ts';
import { saveImage } from '../../../app/store/images.ts';
import { saveMask } from '../../../app/store/masks.ts';
import { madePath } from '../library/madeImages.ts';

/** Different pictures; each is the thumbnail of many images, under a name of its own, so that a browser fetches every one. */
const DIFFERENT = 300;
const SIDE = 160;
const AT_ONCE = 2000;
const NAME = 'bench';

/** Makes the library at `folder`, or leaves it as it is where it has as many images already. */
export async function makeLibrary(folder: string, count: number): Promise<void> {
  const isThere = await changingLibrary(folder, (library) => imagesOf(library) === count);
  if (isThere) return;
  for (const name of ['smearlab.db', 'thumbnails.db'])
    for (const suffix of ['', '-wal', '-shm']) rmSync(join(folder, name + suffix), { force: true });
  const pictures = await Promise.all(Array.from({ length: DIFFERENT }, (_, index) => paint(index)));
  await changingLibrary(folder, (library) => fill(library, count, pictures));
}

function imagesOf({ store }: Library): number {
  return Number(store.database.prepare('SELECT count(*) FROM images').pluck().get());
}

async function paint(index: number): Promise<Buffer> {
  const name = WBC_CLASSES[index % WBC_CLASSES.length] ?? 'Neutrophil';
  const planned = { subject: { set: 'wbc', class: name }, split: 'train', number: index + 1, image: '', mask: null } as const;
  const { image } = await picture(planned, 1, { ...shippedParameters(), imageSize: SIDE });
  return sharp(image).jpeg({ quality: 80 }).toBuffer();
}

function fill({ store, thumbnails }: Library, count: number, pictures: readonly Buffer[]): void {
  const sha256 = (index: number) => createHash('sha256').update(String(index)).digest('hex');
  const dataSet = placeDataSet(store, NAME, '/nowhere', importSettingsSchema.parse({ layout: 'splits' }));
  for (let begin = 0; begin < count; begin += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, count - begin) }, (_, at) => begin + at);
    store.transaction(() => {
      for (const index of some) {
        const path = madePath(index);
        const [split = '', , name = ''] = path.split('/');
        const shape = { format: 'jpeg', width: 360, height: 360, pages: 1, group: null } as const;
        const place = { class: name, split: split === 'val' ? 'val' : 'train' } as const;
        const bytes = 9000 + ((index * 7919) % 30_000);
        const facts = { path, sha256: sha256(index), bytes, modified: 1e12 + ((index * 104_729) % 1e9), ...shape, ...place };
        const id = saveImage(store, dataSet, facts);
        const mask = { sha256: sha256(-index), bytes: 900, modified: 1, width: 360, height: 360, levels: [0, 255], foreground: 0.3 };
        if (index % 10 === 0) saveMask(store, id, 'lab', { path: path.replace('/data/', '/mask/'), ...mask });
      }
    });
    thumbnails.save(some.map((index) => ({ sha256: sha256(index), jpeg: pictures[index % DIFFERENT] ?? Buffer.alloc(0) })));
  }
  completeDataSet(store, dataSet, { hash: sha256(count), classes: [...WBC_CLASSES], warnings: [], refused: [] });
}
