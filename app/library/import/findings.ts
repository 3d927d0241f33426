/** What a person must know of imported data before believing numbers made from it, as sentences; many of one kind become one. */
import type { Split } from '../../contract/words.ts';
import { countImages, type DoubleImage, doubleImages, pagedImages } from '../../store/imageSummaries.ts';
import { eachLabMask } from '../../store/masks.ts';
import type { Store } from '../../store/store.ts';
import { byName } from '../dataSet.ts';
import { counted, named, shown } from '../folded.ts';
import type { RefusedFile } from './examine.ts';
import { maskFindings } from './maskFindings.ts';

/** All sentences about a data set's images as they are in the database, and about files that were refused. */
export function findingsOf(store: Store, dataSetId: number, refused: readonly RefusedFile[]): string[] {
  const doubles = [...Map.groupBy(doubleImages(store, dataSetId), ({ sha256 }) => sha256).values()];
  return [
    ...refusals(refused),
    ...lonelyClasses(countImages(store, dataSetId)),
    ...leakage(doubles),
    ...contradictions(doubles),
    ...pages(pagedImages(store, dataSetId)),
    ...maskFindings(eachLabMask(store, dataSetId)),
  ];
}

const REFUSAL_WORDS: readonly {
  readonly of: 'image' | 'mask';
  readonly kinds: readonly string[];
  readonly one: string;
  readonly many: string;
  readonly advice: string;
}[] = [
  {
    of: 'image',
    kinds: ['not-an-image'],
    one: 'file is no image and was left out',
    many: 'files are no images and were left out',
    advice: 'Remove them from the folders, or save them as PNG, JPEG, TIFF or BMP.',
  },
  {
    of: 'image',
    kinds: [],
    one: 'image cannot be read and was left out',
    many: 'images cannot be read and were left out',
    advice: 'They may be damaged or cut off: export them again, or remove them.',
  },
  {
    of: 'mask',
    kinds: ['image-size'],
    one: 'mask has another shape than its image, which is kept without a mask',
    many: 'masks have another shape than their images, which are kept without a mask',
    advice: 'Draw masks on the whole image.',
  },
  {
    of: 'mask',
    kinds: [],
    one: 'mask cannot be read; its image is kept without a mask',
    many: 'masks cannot be read; their images are kept without a mask',
    advice: 'Export them again, or remove them.',
  },
];

/** A single refused file keeps its own sentence, which tells most. */
function refusals(refused: readonly RefusedFile[]): string[] {
  const left = new Set([...refused].sort((a, b) => (a.path < b.path ? -1 : 1)));
  const sentences: string[] = [];
  for (const words of REFUSAL_WORDS) {
    const group = [...left].filter((file) => file.of === words.of && (words.kinds.length === 0 || words.kinds.includes(file.kind)));
    for (const file of group) left.delete(file);
    const [only] = group;
    if (group.length === 1 && only !== undefined) sentences.push(only.sentence);
    else if (group.length > 1)
      sentences.push(`${counted(group.length, words.one, words.many)}: ${named(group.map((file) => file.path))}. ${words.advice}`);
  }
  return sentences;
}

/** Classes that training or validation does not know. */
export function lonelyClasses(counts: readonly { readonly split: Split; readonly class: string | null }[]): string[] {
  const has = (split: Split, name: string) => counts.some((count) => count.split === split && count.class === name);
  const classes = [...new Set(counts.flatMap((count) => (count.class === null ? [] : [count.class])))].sort(byName);
  return classes.flatMap((name) => {
    if (!has('train', name)) {
      const where = has('val', name) ? 'val' : 'test';
      return [
        `Class ${shown(name)} has images in ${where} but none in train, so no network can learn it. Add some to train/data/${shown(name)}, or remove it from ${where}.`,
      ];
    }
    if (!has('val', name)) {
      return [
        `Class ${shown(name)} has no images in val: its precision, recall and F1 cannot be measured and count as 0. Add some to val/data/${shown(name)}.`,
      ];
    }
    return [];
  });
}

type Doubles = readonly (readonly DoubleImage[])[];

/** The same file in train and in val or test: what is learnt by heart is then taken for skill. */
export function leakage(doubles: Doubles): string[] {
  const pairs = doubles
    .flatMap((group) => {
      const trained = group.find((image) => image.split === 'train');
      const held = group.filter((image) => image.split !== 'train');
      return trained === undefined ? [] : held.map((image) => `${trained.path} = ${image.path}`);
    })
    .sort(byName);
  if (pairs.length === 0) return [];
  return [
    `Leakage: ${counted(pairs.length, 'file of val or test is', 'files of val or test are')} in train as well (${named(pairs)}), which flatters every score. Remove one of the two.`,
  ];
}

/** One file under two classes of one split: at least one label is wrong. */
export function contradictions(doubles: Doubles): string[] {
  const pairs = doubles
    .flatMap((group) => {
      const [first, ...rest] = group;
      const other = rest.find((image) => first !== undefined && image.split === first.split && image.class !== first.class);
      return first === undefined || other === undefined ? [] : [`${first.path} = ${other.path}`];
    })
    .sort(byName);
  if (pairs.length === 0) return [];
  return [
    `${counted(pairs.length, 'file lies', 'files lie')} under two classes of one split: ${named(pairs)}. Keep the right one of each pair.`,
  ];
}

function pages(paths: readonly string[]): string[] {
  if (paths.length === 0) return [];
  const which = counted(paths.length, 'file has several pages', 'files have several pages');
  return [`${which}, of which the first is the image: ${named(paths)}. Save the others as files of their own if they are meant.`];
}
