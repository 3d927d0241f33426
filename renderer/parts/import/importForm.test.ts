import { describe, expect, it } from 'vitest';
import { type DataSet, type ImportPreview, importRequestSchema } from '../../../app/contract/dataSets.ts';
import { EXAMPLE_PATH, EXAMPLE_PATTERN, groupFound } from './groupPattern.ts';
import { drawsSplits, formOf, type ImportForm, layoutOf, pathInside, problemsOf, requestOf, sumOf } from './importForm.ts';

const preview: ImportPreview = {
  ...{ root: '/data/smears', name: 'smears', layout: 'classes', images: 10, masks: 0, classes: ['A', 'B'] },
  ...{ bySplit: null, labels: null, warnings: [], known: null },
};
const own: ImportPreview = { ...preview, layout: 'splits', bySplit: { train: 8, val: 2, test: 0 } };
const dataSet: DataSet = {
  ...{
    id: 1,
    name: 'pbc',
    root: '/data/pbc',
    hash: null,
    isImported: true,
    classes: [],
    images: 0,
    bySplit: { train: 0, val: 0, test: 0 },
  },
  ...{ masks: 0, proposed: 0, warnings: [], lastRelabel: null },
};
const form = (changes: Partial<ImportForm> = {}): ImportForm => ({ ...formOf(preview, null), ...changes });
const problems = (changes: Partial<ImportForm>) => problemsOf(form(changes), preview, [dataSet]);

describe('the form of an import', () => {
  it('has no problem as it is first shown, and asks for nothing but the name', () => {
    expect(problems({})).toEqual({});
    expect(requestOf(form(), preview)).toEqual({
      ...{ root: '/data/smears', name: 'smears', layout: null, labels: null, split: null, groupBy: null, seed: null },
    });
  });

  it('takes the name under which the folder is known already', () => {
    expect(formOf({ ...preview, known: 'pbc' }, null).name).toBe('pbc');
  });

  it('comes back as it was asked, to be changed after a failure', () => {
    const asked = requestOf(form({ name: 'b', train: '70', val: '30', groupBy: '^(a)', seed: '7', labels: 'l.csv' }), preview);
    expect(requestOf(formOf(preview, asked), preview)).toEqual(asked);
  });

  it.each([
    ['', 'nameEmpty'],
    ['   ', 'nameEmpty'],
    ['/etc', 'nameForm'],
    ['.hidden', 'nameForm'],
    ['a'.repeat(65), 'nameForm'],
    ['a\nb', 'nameForm'],
    ['<script>', 'nameForm'],
    ['pbc', 'nameTaken'],
    [' pbc ', 'nameTaken'],
    ['Ausstrich 7 +', undefined],
  ])('finds of the name %j: %s', (name, problem) => {
    expect(problems({ name }).name).toBe(problem);
  });

  it('lets a folder keep its name', () => {
    expect(problemsOf(form({ name: 'pbc' }), { ...preview, root: '/data/pbc' }, [dataSet])).toEqual({});
  });

  it.each([
    [['', '', ''], undefined],
    [['80', '10', '10'], undefined],
    [['100', '', ''], undefined],
    [['33,4', '33.3', '33.3'], undefined],
    [['80', '10', ''], 'sharesSum'],
    [['0', '0', '0'], 'sharesSum'],
    [['-10', '100', '10'], 'sharesForm'],
    [['1e2', '', ''], 'sharesForm'],
    [['101', '', ''], 'sharesForm'],
    [['Infinity', '', ''], 'sharesForm'],
    [['eighty', '10', '10'], 'sharesForm'],
  ])('finds of the shares %j: %s', ([train = '', val = '', test = ''], problem) => {
    expect(problems({ train, val, test }).shares).toBe(problem);
  });

  it('sends no shares for a folder that has its own splits, whatever was typed', () => {
    const typed = { ...formOf(own, null), train: '9' };
    expect(drawsSplits(typed, own)).toBe(false);
    expect(problemsOf(typed, own, [])).toEqual({});
    expect(requestOf(typed, own).split).toBeNull();
  });

  it('takes shares for unlabelled images, of which a tenth would go to validation else', () => {
    expect(drawsSplits(formOf(own, null), { ...own, layout: 'unlabelled' })).toBe(true);
  });

  it('sends none either where a folder is read as one with splits', () => {
    expect(drawsSplits(form({ layout: 'splits' }), preview)).toBe(false);
  });

  it('draws splits where such a folder is read in another way', () => {
    expect(drawsSplits({ ...formOf(own, null), layout: 'classes' }, own)).toBe(true);
  });

  it('is of the layout labels as soon as a file of labels is named, and of no other without one', () => {
    expect(layoutOf(form({ labels: 'list.csv' }), preview)).toBe('labels');
    expect(problems({ layout: 'labels' }).labels).toBe('labelsMissing');
  });

  it.each([
    ['', undefined],
    ['0', undefined],
    ['2147483647', undefined],
    ['2147483648', 'seedForm'],
    ['-1', 'seedForm'],
    ['1.5', 'seedForm'],
    ['one', 'seedForm'],
    ['9'.repeat(400), 'seedForm'],
  ])('finds of the seed %j: %s', (seed, problem) => {
    expect(problems({ seed }).seed).toBe(problem);
  });

  it.each([
    ['', undefined],
    [EXAMPLE_PATTERN, undefined],
    ['(', 'patternForm'],
    ['[z-a]', 'patternForm'],
    ['a'.repeat(1001), 'patternLong'],
  ])('finds of the pattern %j: %s', (groupBy, problem) => {
    expect(problems({ groupBy }).groupBy).toBe(problem);
  });

  it('makes requests that the application takes wherever it finds no problem', () => {
    const texts = ['', '0', '50', '50,0', '7', '-1', 'x', '('];
    for (const train of texts)
      for (const seed of texts)
        for (const groupBy of texts) {
          const typed = form({ train, val: train, seed, groupBy });
          if (Object.keys(problemsOf(typed, preview, [])).length > 0) continue;
          expect(importRequestSchema.safeParse(requestOf(typed, preview)).success).toBe(true);
        }
  });

  it('adds the shares up as they are typed', () => {
    expect(sumOf(form({ train: '80', val: '5' }))).toBe(85);
    expect(sumOf(form({ train: 'x' }))).toBeNaN();
  });
});

describe('the file of labels', () => {
  it.each([
    ['/data/smears', 'list.csv', '/data/smears/list.csv'],
    ['/data/smears/', 'sub/list.csv', '/data/smears/sub/list.csv'],
    ['/data/smears', '/else/list.csv', '/else/list.csv'],
    ['D:\\Smears', 'list.csv', 'D:\\Smears\\list.csv'],
    ['D:\\Smears', 'E:\\list.csv', 'E:\\list.csv'],
    ['D:\\Smears', '\\\\server\\share\\list.csv', '\\\\server\\share\\list.csv'],
  ])('under %s called %s is %s', (root, file, whole) => {
    expect(pathInside(root, file)).toBe(whole);
  });
});

describe('a group pattern', () => {
  it.each([
    [EXAMPLE_PATTERN, EXAMPLE_PATH, { kind: 'group', group: 'SMEAR-12' }],
    ['SMEAR-\\d+', EXAMPLE_PATH, { kind: 'group', group: 'SMEAR-12' }],
    ['^x', EXAMPLE_PATH, { kind: 'none' }],
    ['()', EXAMPLE_PATH, { kind: 'none' }],
    ['(x)?SMEAR', EXAMPLE_PATH, { kind: 'group', group: 'SMEAR' }],
    ['u\u0308', 'zu\u0308ge', { kind: 'none' }],
    ['ü', 'zu\u0308ge', { kind: 'group', group: 'ü' }],
  ])('%s finds in %s what the import finds', (pattern, path, found) => {
    expect(groupFound(pattern, path)).toEqual(found);
  });

  it('that is no regular expression is said to be none', () => {
    expect(groupFound('(', EXAMPLE_PATH)).toMatchObject({ kind: 'invalid' });
  });
});
