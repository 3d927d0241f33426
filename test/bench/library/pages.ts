/** Times pages of a library of very many images: random filters, orders and places, each request as a screen makes it. */
import { createHash } from 'node:crypto';
import type { ImageFilter, PageRequest } from '../../../app/contract/library.ts';
import { WBC_CLASSES } from '../../../app/contract/words.ts';
import { type Random, randomFor } from '../../../app/random/random.ts';
import { findDataSet } from '../../../app/store/dataSets.ts';
import { findImageByPath, saveImage } from '../../../app/store/images.ts';
import { saveMask } from '../../../app/store/masks.ts';
import { pageOfImages } from '../../../app/store/pages.ts';
import type { Store } from '../../../app/store/store.ts';
import { saveNamedSubset } from '../../../app/store/subsets.ts';
import type { Thumbnails } from '../../../app/store/thumbnails.ts';
import { madePath } from './madeImages.ts';

const PAGE = 200;
const REQUESTS = 400;

export type PageTimes = {
  readonly pageMsP95: number;
  readonly pageMsMax: number;
  readonly slowest: string;
  /** Reading the thumbnails of a page. */
  readonly thumbnailsMsP95: number;
};

/**
 * Adds rows, without files, to the `imported` ones until the data set has `count` images; every tenth gets a mask, half of them are a
 * subset.
 */
export function fillUp(store: Store, imported: number, count: number): { readonly dataSet: number; readonly subset: number } {
  const dataSet = findDataSet(store, 'bench')?.id ?? 0;
  const sha256 = (index: number) => createHash('sha256').update(String(index)).digest('hex');
  const ids: number[] = [];
  store.transaction(() => {
    for (let index = 0; index < count; index++) {
      const path = madePath(index);
      const [split = '', , name = ''] = path.split('/');
      const shape = { format: 'jpeg', width: 360, height: 363, pages: 1, group: null } as const;
      const bytes = 9000 + ((index * 7919) % 30_000);
      const place = { class: name, split: split === 'val' ? 'val' : 'train' } as const;
      const facts = { path, sha256: sha256(index), bytes, modified: 1e12 + ((index * 104_729) % 1e9), ...shape, ...place };
      const id = index < imported ? (findImageByPath(store, dataSet, path)?.id ?? 0) : saveImage(store, dataSet, facts);
      if (index % 2 === 0) ids.push(id);
      const mask = { sha256: sha256(-index), bytes: 900, modified: 1, width: 360, height: 363, levels: [0, 255], foreground: 0.3 };
      if (index % 10 === 0) saveMask(store, id, 'lab', { path: path.replace('/data/', '/mask/'), ...mask });
    }
  });
  const half = { name: 'half', settings: { kind: 'percent', percent: 50, floor: 1 }, seed: 1 } as const;
  return { dataSet, subset: saveNamedSubset(store, dataSet, half, ids, true) };
}

function randomFilter(random: Random, dataSet: number, subset: number): ImageFilter {
  const sometimes = <T>(share: number, value: () => T): T | undefined => (random.uniform(0, 1) < share ? value() : undefined);
  const one = <T>(values: readonly T[]): T => values[random.integer(0, values.length - 1)] as T;
  const filter = {
    classes: sometimes(0.4, () => [...new Set([one(WBC_CLASSES), one(WBC_CLASSES)])]),
    splits: sometimes(0.3, () => [one(['train', 'val'] as const)]),
    mask: sometimes(0.3, () => one(['with', 'without', 'lab'] as const)),
    subset: sometimes(0.2, () => subset),
    search: sometimes(0.3, () => one(['smear-4', `cell-0${random.integer(10_000, 99_999)}`, 'CELL', 'nothing like it', 'e'])),
  };
  return { dataSet, ...Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)) };
}

export function timePages(store: Store, thumbnails: Thumbnails, at: { readonly dataSet: number; readonly subset: number }): PageTimes {
  const random = randomFor(1, 'pages');
  const times: { readonly ms: number; readonly request: PageRequest }[] = [];
  const thumbnailTimes: number[] = [];
  for (let index = 0; index < REQUESTS; index++) {
    const filter = randomFilter(random, at.dataSet, at.subset);
    const by = (['path', 'class', 'bytes', 'modified'] as const)[random.integer(0, 3)] ?? 'path';
    const request = { filter, sort: { by, descending: random.integer(0, 1) === 1 }, offset: 0, limit: PAGE };
    const { total } = pageOfImages(store, { ...request, limit: 1 });
    const anywhere = { ...request, offset: random.integer(0, Math.max(0, total - 1)) };
    const began = performance.now();
    const { images } = pageOfImages(store, anywhere);
    times.push({ ms: performance.now() - began, request: anywhere });
    const then = performance.now();
    if (images.filter(({ sha256 }) => thumbnails.read(sha256) !== undefined).length > PAGE / 2)
      thumbnailTimes.push(performance.now() - then);
  }
  times.sort((a, b) => a.ms - b.ms);
  const last = times.at(-1);
  return {
    pageMsP95: times[Math.floor(times.length * 0.95)]?.ms ?? 0,
    pageMsMax: last?.ms ?? 0,
    slowest: JSON.stringify(last?.request),
    thumbnailsMsP95: thumbnailTimes.sort((a, b) => a - b)[Math.floor(thumbnailTimes.length * 0.95)] ?? 0,
  };
}
