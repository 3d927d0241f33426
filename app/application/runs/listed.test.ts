import { describe, expect, it } from 'vitest';
import { type ListedRun, type RunFilter, type RunOrder, runFilterSchema } from '../../contract/runs.ts';
import { listed, tagsOf } from './listed.ts';

function run(id: number, rest: Partial<ListedRun> = {}): ListedRun {
  return {
    ...{
      id,
      name: `wbc-${id}`,
      study: 1,
      studyName: null,
      network: 'wbc',
      arm: 'plain',
      dataSet: { id: 1, name: 'blood', hash: '0'.repeat(64) },
    },
    ...{ subset: { name: null, percent: 10 }, seed: 1, state: 'finished', epochs: { done: 3, planned: 3 } },
    ...{ scores: { accuracy: 0.5, macroF1: 0.5, loss: 1 }, seconds: 1, engine: 'onnx', device: 'cpu' },
    ...{ startedAt: null, finishedAt: `2026-01-${String(id).padStart(2, '0')}`, failure: null, tags: [], note: '' },
    ...rest,
  };
}

const RUNS = [
  run(2, { note: 'Die Färbung ist blass', tags: ['keep'] }),
  run(10, {
    network: 'cam16',
    arm: 'pretraining',
    subset: null,
    scores: { accuracy: null, macroF1: null, loss: null },
    tags: ['keep', 'old'],
  }),
  run(1, { state: 'running', finishedAt: null, study: 2, subset: { name: 'half', percent: null }, seconds: null }),
  run(3, { scores: { accuracy: 0.9, macroF1: 0.9, loss: 1 }, seed: 7 }),
];

function ids(filter: Partial<RunFilter> = {}, by: RunOrder = 'name', descending = false): number[] {
  return listed(RUNS, runFilterSchema.parse(filter), { by, descending }).map(({ id }) => id);
}

describe('the table of runs', () => {
  it.each<[RunOrder, boolean, number[]]>([
    ['name', false, [1, 2, 3, 10]],
    ['name', true, [10, 3, 2, 1]],
    ['finished', true, [10, 3, 2, 1]],
    ['finished', false, [2, 3, 10, 1]],
    ['macroF1', true, [3, 2, 1, 10]],
    ['macroF1', false, [2, 1, 3, 10]],
    ['seconds', false, [10, 3, 2, 1]],
    ['seed', true, [3, 10, 2, 1]],
    ['subset', false, [3, 2, 10, 1]],
  ])('by %s, descending %s: what has no value comes last, the latest first where values are alike', (by, descending, expected) => {
    expect(ids({}, by, descending)).toEqual(expected);
  });

  it.each<[string, Partial<RunFilter>, number[]]>([
    ['a word of a note, whatever its case', { search: 'FÄRBUNG' }, [2]],
    ['words in any order', { search: 'keep wbc-2' }, [2]],
    ['a subset by name', { search: 'half' }, [1]],
    ['what has no meaning in a pattern', { search: '.*' }, []],
    ['networks', { networks: ['cam16'] }, [10]],
    ['states', { states: ['running', 'failed'] }, [1]],
    ['all of several tags', { tags: ['keep', 'old'] }, [10]],
    ['a study', { study: 2 }, [1]],
    ['nothing but spaces', { search: '   ' }, [1, 2, 3, 10]],
  ])('is narrowed by %s', (_, filter, expected) => {
    expect(ids(filter)).toEqual(expected);
  });

  it('has each tag once', () => expect(tagsOf(RUNS)).toEqual(['keep', 'old']));
});
