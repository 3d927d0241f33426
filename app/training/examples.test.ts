import { describe, expect, it } from 'vitest';
import type { RunImage } from '../contract/runFile.ts';
import { trainingExamples, validationExamples } from './examples.ts';
import { tinyRun } from './tinyDataSet.fixture.ts';

const MASK = { sha256: 'f'.repeat(64), path: 'train/mask/Dark/2.png' };
const image = (name: string | null, index: number, mask: RunImage['mask'] = null): RunImage => ({
  ...{ sha256: String(index).repeat(64), path: `train/data/${name}/${index}.png`, class: name, mask },
});
const IMAGES = { train: [image('Dark', 2, MASK), image('Bright', 1)], val: [image('Bright', 3, MASK)] };

describe('the training examples', () => {
  it('are the images alone when the recipe asks for no masked copies', () => {
    const examples = trainingExamples(tinyRun(IMAGES));
    expect(examples.map(({ kind, image: { path }, label }) => [kind, path, label])).toEqual([
      ['image', 'train/data/Dark/2.png', 1],
      ['image', 'train/data/Bright/1.png', 0],
    ]);
  });

  it('are the images, then a masked copy of each that has a mask, under the same label', () => {
    const examples = trainingExamples(tinyRun(IMAGES, { maskedCopies: true }));
    expect(examples).toHaveLength(3);
    expect(examples.at(-1)).toEqual({ kind: 'masked copy', image: IMAGES.train[0], mask: MASK, label: 1 });
  });

  it('have no label where the data set has no classes', () => {
    const unlabelled = tinyRun({ train: [image(null, 1)], val: [image(null, 2)] }, {}, { classes: [] });
    expect([...trainingExamples(unlabelled), ...validationExamples(unlabelled)].map(({ label }) => label)).toEqual([null, null]);
  });
});

it('the validation examples are never masked', () => {
  const examples = validationExamples(tinyRun(IMAGES, { maskedCopies: true }));
  expect(examples).toEqual([{ kind: 'image', image: IMAGES.val[0], label: 0 }]);
});

it.each([
  ['Blast', 'Blast'],
  ['bright', 'bright'],
  ['', ''],
  ['constructor', 'constructor'],
  [null, '(none)'],
])('an image of the class %j, which the run does not know, is refused by name', (name, said) => {
  const stranger = image(name, 7);
  const refused = expect.objectContaining({
    kind: 'bad-run-file',
    file: stranger.path,
    message: expect.stringContaining(`class ${said},`),
  });
  expect(() => trainingExamples(tinyRun({ train: [stranger], val: [] }))).toThrow(refused);
  expect(() => validationExamples(tinyRun({ train: IMAGES.train, val: [stranger] }))).toThrow(refused);
});
