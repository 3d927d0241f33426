import { describe, expect, it } from 'vitest';
import { importSettingsSchema, type LayoutName } from '../../contract/library.ts';
import { discoverLayout, guessLayout, isIgnored } from './layout.ts';
import { splitTenth } from './unlabelled.ts';

/** A listing from file paths; folders are those of the files plus the empty ones named. */
function listing(files: readonly string[], emptyFolders: readonly string[] = []) {
  const folders = new Set(emptyFolders);
  for (const file of files) {
    const parts = file.split('/').slice(0, -1);
    for (let depth = 1; depth <= parts.length; depth++) folders.add(parts.slice(0, depth).join('/'));
  }
  return { files, folders: [...folders] };
}

const discover = (files: readonly string[], empty: readonly string[] = [], layout: LayoutName = 'splits') =>
  discoverLayout('/images', listing(files, empty), {
    settings: importSettingsSchema.parse({ layout }),
    requiredSplits: layout === 'splits' ? ['train', 'val'] : ['train'],
    labels: [],
  });

const VAL = 'val/data/A/v.png';

describe('the labelled layout', () => {
  it('finds class, split and mask of every image', () => {
    const { images, warnings } = discover(['train/data/A/1.jpg', 'train/mask/A/1.png', 'train/data/B/2.png', VAL, 'test/data/B/3.png']);
    expect(images).toEqual([
      { path: 'test/data/B/3.png', class: 'B', split: 'test', group: null, mask: null },
      { path: 'train/data/A/1.jpg', class: 'A', split: 'train', group: null, mask: 'train/mask/A/1.png' },
      { path: 'train/data/B/2.png', class: 'B', split: 'train', group: null, mask: null },
      { path: VAL, class: 'A', split: 'val', group: null, mask: null },
    ]);
    expect(warnings).toEqual([]);
  });

  it('does not care for the case of its folder names, nor for mask or masks', () => {
    const { images } = discover(['Train/DATA/A/1.jpg', 'TRAIN/Masks/A/1.png', 'Val/Data/A/2.jpg']);
    expect(images.map((image) => image.mask)).toEqual(['TRAIN/Masks/A/1.png', null]);
  });

  it('takes two spellings of a class as one and says so', () => {
    const { images, warnings } = discover(['train/data/Basophil/1.jpg', 'train/mask/basophil/1.png', 'val/data/BASOPHIL/2.jpg']);
    expect(images.map((image) => image.class)).toEqual(['Basophil', 'Basophil']);
    expect(images[0]?.mask).toBe('train/mask/basophil/1.png');
    expect(warnings.join()).toMatch(/one class/);
  });

  it.each([
    ['several dots', 'train/data/A/a.b.jpg', 'train/mask/A/a.b.png', true],
    ['another case', 'train/data/A/IMG.JPG', 'train/mask/A/img.png', true],
    ['a decomposed umlaut', 'train/data/A/Zu\u0308.jpg', 'train/mask/A/Z\u00fc.png', true],
    ['another class', 'train/data/A/1.jpg', 'train/mask/B/1.png', false],
    ['another split', 'train/data/A/1.jpg', 'val/mask/A/1.png', false],
    ['only the beginning in common', 'train/data/A/1.jpg', 'train/mask/A/10.png', false],
  ])('pairs masks by file stem: %s', (_, image, mask, paired) => {
    const { images, warnings } = discover([image, mask, VAL]);
    expect(images.find((found) => found.path === image)?.mask).toBe(paired ? mask : null);
    expect(warnings.some((warning) => warning.includes(`no image of the same name and class: ${mask}`))).toBe(!paired);
  });

  it('prefers the mask of the exact stem where two differ only in case', () => {
    const { images } = discover(['train/data/A/X.jpg', 'train/data/A/x.jpg', 'train/mask/A/X.png', 'train/mask/A/x.png', VAL]);
    expect(images.slice(0, 2).map((image) => image.mask)).toEqual(['train/mask/A/X.png', 'train/mask/A/x.png']);
  });

  it('names a second mask of one stem', () => {
    expect(discover(['train/data/A/1.jpg', 'train/mask/A/1.bmp', 'train/mask/A/1.png', VAL]).warnings.join()).toMatch(
      /left out: train\/mask\/A\/1.png/,
    );
  });

  it('names an empty class folder', () => {
    expect(discover(['train/data/A/1.jpg', VAL], ['train/data/B']).warnings).toEqual([expect.stringContaining('train/data/B')]);
  });

  it('folds many findings into the first three names and a count', () => {
    const masks = [1, 2, 3, 4, 5].map((name) => `train/mask/A/m${name}.png`);
    expect(discover(['train/data/A/1.jpg', VAL, ...masks]).warnings).toEqual([
      expect.stringContaining(
        '5 masks have no image of the same name and class: train/mask/A/m1.png, train/mask/A/m2.png, train/mask/A/m3.png and 2 more',
      ),
    ]);
  });

  it('names what lies outside the layout, and ignores what systems leave behind', () => {
    const { images, warnings } = discover([
      'train/data/A/1.jpg',
      VAL,
      'readme.txt',
      'train/data/A/deeper/2.jpg',
      'train/data/3.jpg',
      '.DS_Store',
      'train/data/A/Thumbs.db',
      'train/data/A/desktop.ini',
      '.git/config',
      'train/data/A/._1.jpg',
      '__MACOSX/train/x.png',
    ]);
    expect(images).toHaveLength(2);
    expect(warnings).toEqual([expect.stringContaining('3 files lie outside the layout')]);
  });

  it.each([
    ['nothing', [], 'no-images'],
    ['only ignored files', ['.DS_Store', 'Thumbs.db'], 'no-images'],
    ['a flat folder', ['1.png', '2.png'], 'unknown-layout'],
    ['classes without splits', ['A/1.png', 'B/2.png'], 'unknown-layout'],
    ['no val', ['train/data/A/1.png'], 'unknown-layout'],
    ['no train', ['val/data/A/1.png'], 'unknown-layout'],
    ['only masks in train', ['train/mask/A/1.png', VAL], 'unknown-layout'],
    ['hostile names', ['constructor/__proto__/toString/1.png', '///', 'train'], 'unknown-layout'],
  ])('refuses %s with a sentence that shows the layout', (_, files, kind) => {
    expect(() => discover(files)).toThrow(
      expect.objectContaining({ kind, message: expect.stringMatching(/\/images.*train\/data\/<Class>/) }),
    );
  });

  it('takes classes with the names of built-in properties', () => {
    const { images } = discover(['train/data/constructor/1.png', 'val/data/__proto__/2.png']);
    expect(images.map((image) => image.class)).toEqual(['constructor', '__proto__']);
  });
});

const FLAT = Array.from({ length: 1000 }, (_, index) => `${index}.png`);

describe('the unlabelled layout', () => {
  it.each([
    ['flat', (name: string) => name],
    ['in one folder', (name: string) => `Unlabeled/${name}`],
  ])('splits a folder of images (%s), about a tenth to val', (_, at) => {
    const { images } = discover(FLAT.map(at), [], 'unlabelled');
    expect(images).toHaveLength(1000);
    const val = images.filter((image) => image.split === 'val').length;
    expect(val).toBeGreaterThan(70);
    expect(val).toBeLessThan(130);
    expect(images.every((image) => image.class === null && image.mask === null)).toBe(true);
  });

  it('moves no image when others are added', () => {
    const before = discover(FLAT.slice(0, 500), [], 'unlabelled').images;
    const after = new Map(discover(FLAT, [], 'unlabelled').images.map((image) => [image.path, image.split]));
    expect(before.every((image) => after.get(image.path) === image.split)).toBe(true);
  });

  it.each([
    ['train/data and val/data', ['train/data/1.png', 'val/data/2.png']],
    ['train and val', ['train/1.png', 'Val/2.png']],
    ['class folders, which count for nothing', ['train/data/A/1.png', 'val/data/B/2.png']],
  ])('keeps the splits of %s', (_, files) => {
    expect(discover(files, [], 'unlabelled').images.map((image) => [image.split, image.class])).toEqual(
      expect.arrayContaining([
        ['train', null],
        ['val', null],
      ]),
    );
  });

  it.each([2, 3, 10])('sends at least one of %i images to val and keeps at least one in train', (count) => {
    for (let seed = 0; seed < 20; seed++) {
      const images = FLAT.slice(0, count).map((path) => ({ path, class: null, split: 'train' as const, group: null, mask: null }));
      const splits = new Set(splitTenth(images, seed).map((image) => image.split));
      expect([...splits].sort()).toEqual(['train', 'val']);
    }
  });

  it('keeps a single image for training', () => {
    expect(discover(['1.png'], [], 'unlabelled').images[0]?.split).toBe('train');
  });

  it('refuses a folder without files, or with files only too deep', () => {
    expect(() => discover([], [], 'unlabelled')).toThrow(expect.objectContaining({ kind: 'no-images' }));
    expect(() => discover(['a/b/c/1.png'], [], 'unlabelled')).toThrow(expect.objectContaining({ kind: 'unknown-layout' }));
  });
});

it.each([
  ['.DS_Store', true],
  ['THUMBS.DB', true],
  ['Desktop.ini', true],
  ['cell.png', false],
  ['thumbs.db.png', false],
])('isIgnored(%s) is %s', (name, expected) => {
  expect(isIgnored(name)).toBe(expected);
});

describe('class folders', () => {
  it('give each image its class, and leave its split to be drawn', () => {
    const { images, warnings } = discover(['Basophil/1.png', 'basophil/2.png', 'Monocyte/deep/er/3.png', 'readme.txt'], [], 'classes');
    expect(images.map(({ path, class: name, split }) => [path, name, split])).toEqual([
      ['Basophil/1.png', 'Basophil', null],
      ['Monocyte/deep/er/3.png', 'Monocyte', null],
      ['basophil/2.png', 'Basophil', null],
    ]);
    expect(warnings.join('\n')).toMatch(/Basophil and basophil are taken as one class/);
    expect(warnings.join('\n')).toMatch(/1 file lies outside the layout.*readme.txt/);
  });

  it('under data/ have their masks under mask/', () => {
    const { images } = discover(['data/A/1.jpg', 'data/B/1.jpg', 'mask/A/1.png', 'other/x.jpg'], [], 'classes');
    expect(images.map(({ path, class: name, mask }) => [path, name, mask])).toEqual([
      ['data/A/1.jpg', 'A', 'mask/A/1.png'],
      ['data/B/1.jpg', 'B', null],
    ]);
  });
});

it.each<[LayoutName, string[]]>([
  ['splits', ['train/data/A/1.png', 'val/data/A/2.png']],
  ['splits', ['readme.txt', 'test/data/A/1.png']],
  ['classes', ['A/1.png', 'B/2.png']],
  ['classes', ['data/A/1.png', 'data/B/2.png', 'mask/A/1.png']],
  ['unlabelled', ['1.png', 'A/1.png', 'B/2.png']],
  ['unlabelled', ['Unlabelled/1.png', 'Unlabelled/2.png']],
  ['unlabelled', ['train/1.png', 'val/2.png']],
  ['unlabelled', ['train/data/1.png', 'val/data/2.png']],
  ['unlabelled', ['.hidden/x.png', '1.png']],
  ['unlabelled', []],
])('a folder of layout %s looks like it: %j', (layout, files) => {
  expect(guessLayout(listing(files))).toBe(layout);
});
