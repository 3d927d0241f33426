/** What a person must know of imported data before believing numbers made from it, as sentences; many of one kind become one. */
import type { Split } from '../contract/words.ts';
import { classesOf, type LibraryImage } from './dataSet.ts';
import type { RefusedFile } from './examine.ts';
import { counted, named } from './folded.ts';
import { fitOfMask } from './masks.ts';

type Judged = Omit<LibraryImage, 'id'>;

/** All sentences about images that were imported and files that were refused. */
export function findingsOf(images: readonly Judged[], refused: readonly RefusedFile[]): string[] {
  return [...refusals(refused), ...lonelyClasses(images), ...leakage(images), ...contradictions(images), ...maskFindings(images)];
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
function lonelyClasses(images: readonly Judged[]): string[] {
  const has = (split: Split, name: string) => images.some((image) => image.split === split && image.class === name);
  return classesOf(images).flatMap((name) => {
    if (!has('train', name)) {
      const where = has('val', name) ? 'val' : 'test';
      return [
        `Class ${name} has images in ${where} but none in train, so no network can learn it. Add some to train/data/${name}, or remove it from ${where}.`,
      ];
    }
    if (!has('val', name)) {
      return [
        `Class ${name} has no images in val: its precision, recall and F1 cannot be measured and count as 0. Add some to val/data/${name}.`,
      ];
    }
    return [];
  });
}

function bySha256(images: readonly Judged[]): Judged[][] {
  const groups = new Map<string, Judged[]>();
  for (const image of images) groups.set(image.sha256, [...(groups.get(image.sha256) ?? []), image]);
  return [...groups.values()].filter((group) => group.length > 1);
}

/** The same file in train and in val or test: what is learnt by heart is then taken for skill. */
function leakage(images: readonly Judged[]): string[] {
  const pairs = bySha256(images).flatMap((group) => {
    const trained = group.find((image) => image.split === 'train');
    const held = group.filter((image) => image.split !== 'train');
    return trained === undefined ? [] : held.map((image) => `${trained.path} = ${image.path}`);
  });
  if (pairs.length === 0) return [];
  return [
    `Leakage: ${counted(pairs.length, 'file of val or test is', 'files of val or test are')} in train as well (${named(pairs)}), which flatters every score. Remove one of the two.`,
  ];
}

/** One file under two classes of one split: at least one label is wrong. */
function contradictions(images: readonly Judged[]): string[] {
  const doubles = bySha256(images).flatMap((group) => {
    const [first, ...rest] = group;
    const other = rest.find((image) => first !== undefined && image.split === first.split && image.class !== first.class);
    return first === undefined || other === undefined ? [] : [`${first.path} = ${other.path}`];
  });
  if (doubles.length === 0) return [];
  return [
    `${counted(doubles.length, 'file lies', 'files lie')} under two classes of one split: ${named(doubles)}. Keep the right one of each pair.`,
  ];
}

function maskFindings(images: readonly Judged[]): string[] {
  const masked = images.flatMap((image) => (image.mask === null ? [] : [{ image, mask: image.mask }]));
  const paths = (chosen: typeof masked) => named(chosen.map(({ mask }) => mask.path));
  const sentences: string[] = [];
  const resized = masked.filter(({ image, mask }) => fitOfMask(image, mask) === 'resized');
  if (resized.length > 0) {
    sentences.push(
      `${counted(resized.length, 'mask has', 'masks have')} another size than the image and ${resized.length === 1 ? 'is' : 'are'} resized to it (nearest pixel): ${paths(resized)}. Nothing need be done if the mask was drawn on the whole image.`,
    );
  }
  const grey = masked.filter(({ mask }) => mask.levels.some((level) => level > 0 && level < (mask.levels.at(-1) ?? 0)));
  if (grey.length > 0) {
    const levels = [...new Set(grey.flatMap(({ mask }) => mask.levels))].sort((a, b) => a - b);
    sentences.push(
      `${counted(grey.length, 'mask has', 'masks have')} grey levels (${named(levels.map(String))}): ${paths(grey)}. What is brighter than a quarter of a mask's brightest level counts as cell; make masks black and white if that is not meant.`,
    );
  }
  const black = masked.filter(({ mask }) => (mask.levels.at(-1) ?? 0) === 0);
  if (black.length > 0) {
    sentences.push(
      `${counted(black.length, 'mask is', 'masks are')} all black, so the masked copy is an empty image: ${paths(black)}. Remove ${black.length === 1 ? 'it' : 'them'} if that is not meant.`,
    );
  }
  return sentences;
}
