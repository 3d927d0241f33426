import { expect, it } from 'vitest';
import { runFileSchema } from '../../contract/runFile.ts';
import { type RunOrder, runOrderSchema } from '../../contract/training.ts';
import { tinyData } from '../plannedData.fixture.ts';
import { planRuns, runName } from './planRuns.ts';

const order = (more: object = {}): RunOrder =>
  runOrderSchema.parse({
    ...{ kind: 'run', name: 'One', dataSet: 1, trainedOn: { kind: 'whole' }, maskedCopies: false, seeds: [1] },
    recipe: { network: { name: 'wbc' }, imageSize: 32, training: {} },
    ...more,
  });
const { wbc } = tinyData().dataSets;
const data = { dataSet: wbc, train: wbc.images.slice(0, 4), subset: null, inputs: [], dataFolder: '/lab' };

it.each([
  ['One', 'one'],
  ['Übung 3 %', 'ubung-3'],
  ['  spaced  ', 'spaced'],
  ['a__b', 'a-b'],
  ['v1.2', 'v1.2'],
  ['...', 'wbc'],
  ['.hidden.', 'hidden'],
  ['血液', 'wbc'],
  ['ﬁne', 'fine'],
  ['../../etc', 'etc'],
])('a run called "%s" lies in the folder %s', (name, wanted) => {
  expect(runName({ ...order(), name }, 1)).toBe(wanted);
});

it('each seed is a run of its own, and each run file is a valid one', () => {
  const plan = planRuns(order({ seeds: [1, 2, 30] }), data);
  expect(plan.map(({ runFile }) => [runFile.name, runFile.seed])).toEqual([
    ['one-seed-1', 1],
    ['one-seed-2', 2],
    ['one-seed-30', 30],
  ]);
  for (const { runFile } of plan) expect(runFileSchema.parse(runFile)).toEqual(runFile);
});

it.each([
  ['wbc', false, 'plain', 'cross-entropy', ['A', 'B']],
  ['wbc', true, 'masks', 'cross-entropy', ['A', 'B']],
  ['cam16', true, 'pretraining', 'cross-entropy', ['A', 'B']],
  ['autoencoder', false, 'pretraining', 'mse', []],
  ['ensemble', true, 'ensemble', 'cross-entropy', ['A', 'B']],
] as const)(
  'a run of %s (masked copies: %s) is of the arm %s, learns by %s and tells apart %j',
  (name, maskedCopies, arm, loss, classes) => {
    const [run] = planRuns(order({ maskedCopies, recipe: { network: { name }, imageSize: 32, training: {} } }), data);
    expect(run).toMatchObject({ arm, role: null, percent: null, runFile: { classes, recipe: { loss, maskedCopies } } });
  },
);

it("the parts of an ensemble carry their branches' weights", () => {
  const inputs = (['autoencoder', 'cam16', 'wbc'] as const).map((part, at) => ({
    id: at + 1,
    part,
    name: `${part}: x`,
    checkpoint: `../../../${at}/runs/x/last.safetensors`,
  }));
  const recipe = { network: { name: 'ensemble', weights: [0.1, 0.7, 0.2] }, imageSize: 32, training: {} };
  const [run] = planRuns(order({ recipe }), { ...data, inputs, subset: { percent: 10, seed: 4 } });
  expect(run?.inputs).toEqual([
    { part: 'autoencoder', run: 'autoencoder: x', weight: 0.2 },
    { part: 'cam16', run: 'cam16: x', weight: 0.1 },
    { part: 'wbc', run: 'wbc: x', weight: 0.7 },
  ]);
  expect(run).toMatchObject({ percent: 10, runFile: { subset: { percent: 10, seed: 4 } } });
});

it.each([{ sampling: 'balanced' }, { mixup: { alpha: 0.2 } }])('what is for classes is refused for an autoencoder: %j', (training) => {
  const asked = () => planRuns(order({ recipe: { network: { name: 'autoencoder' }, imageSize: 32, training } }), data);
  expect(asked).toThrow(expect.objectContaining({ kind: 'bad-recipe' }));
});
