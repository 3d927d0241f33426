import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImageFilter } from '../../contract/library.ts';
import { type ApplicationBench, applicationBench, CELLS } from '../application.fixture.ts';
import { finishedRun } from '../runs.fixture.ts';

let bench: ApplicationBench;
let dataSet = 0;
let [run, other] = [0, 0];
const [FIRST, SECOND, THIRD, FOURTH, FIFTH] = CELLS;

beforeAll(async () => {
  bench = await applicationBench();
  dataSet = await bench.bring();
  const { store } = bench.application.desk.library;
  // Labels are A, A, B, B, A, B. The outputs are not in the order of names, so that no index is taken for another.
  run = finishedRun(store, dataSet, 'first', ['B', 'A', 'C'], { [FIRST]: 'A', [SECOND]: 'B', [THIRD]: 'B', [FOURTH]: 'C', [FIFTH]: 'A' });
  other = finishedRun(store, dataSet, 'second', ['A', 'B'], { [FIRST]: 'B' });
});
afterAll(() => bench.clear());

async function found(prediction: NonNullable<ImageFilter['prediction']>, rest: Partial<ImageFilter> = {}): Promise<string[]> {
  const filter = { dataSet, prediction, ...rest };
  const request = { filter, sort: { by: 'path', descending: false }, offset: 0, limit: 100 } as const;
  const { total, images } = await bench.call('library.page', request);
  expect(total).toBe(images.length);
  expect(await bench.call('library.ids', request)).toEqual(images.map(({ id }) => id));
  return images.map(({ path }) => path);
}

describe('what runs predicted', () => {
  it('is said by run, the latest first', async () => {
    expect(await bench.call('library.runs', { dataSet })).toEqual([
      { id: other, name: 'second', images: 1, classes: ['A', 'B'], finishedAt: expect.any(String) },
      { id: run, name: 'first', images: 5, classes: ['B', 'A', 'C'], finishedAt: expect.any(String) },
    ]);
    await expect(bench.call('library.runs', { dataSet: 999 })).rejects.toMatchObject({ kind: 'wrong-usage' });
  });

  it('is said of an image', async () => {
    expect((await bench.call('library.image', { id: await bench.image(FIRST) })).predictions).toEqual([
      { run: 'second', predicted: 'B', probability: 0.75 },
      { run: 'first', predicted: 'A', probability: 0.75 },
    ]);
  });

  it.each<[string, Omit<NonNullable<ImageFilter['prediction']>, 'run'>, Partial<ImageFilter>, string[]]>([
    ['all of a run', {}, {}, [FIRST, SECOND, THIRD, FOURTH, FIFTH]],
    ['a class', { predicted: 'A' }, {}, [FIRST, FIFTH]],
    ['right', { isRight: true }, {}, [FIRST, THIRD, FIFTH]],
    ['wrong', { isRight: false }, {}, [SECOND, FOURTH]],
    ['wrong as a class', { isRight: false, predicted: 'C' }, {}, [FOURTH]],
    ['right as a class that it never took', { isRight: true, predicted: 'C' }, {}, []],
    ['a class that the run does not know', { predicted: 'Z' }, {}, []],
    ['with a split', { predicted: 'A' }, { splits: ['val'] }, [FIFTH]],
    ['with a class and a name', { isRight: false }, { classes: ['A'], search: '2' }, [SECOND]],
  ])('filters: %s', async (_, prediction, rest, paths) => {
    expect(await found({ run, ...prediction }, rest)).toEqual(paths);
  });

  it('is held against what images are labelled now, and against a subset', async () => {
    const image = await bench.image(SECOND);
    expect(await found({ run, isRight: false })).toEqual([SECOND, FOURTH]);
    await bench.call('library.relabel', { dataSet, images: [image], class: 'B' });
    expect(await found({ run, isRight: false })).toEqual([FOURTH]);
    const { id } = await bench.call('subsets.save', { dataSet, name: 's', settings: { kind: 'count', count: 1 }, seed: 3 });
    const members = bench.application.desk.library.store.database
      .prepare('SELECT path FROM images JOIN subset_images ON image_id = images.id WHERE subset_id = ?')
      .pluck()
      .all(id);
    const expected = (await found({ run, isRight: true })).filter((path) => members.includes(path));
    expect(await found({ run, isRight: true }, { subset: id })).toEqual(expected);
    expect(expected.length).toBeLessThan(4);
    await bench.call('library.undoRelabel', { dataSet });
    expect(await found({ run, isRight: false })).toEqual([SECOND, FOURTH]);
  });

  it('of a run that is not there is a failure', async () => {
    await expect(found({ run: 999 })).rejects.toMatchObject({ kind: 'wrong-usage' });
  });
});
