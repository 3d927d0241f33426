import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { failureKindSchema, SmearlabError } from '../../app/contract/failure.ts';
import { exitStatusOf, sayFailure } from './exit.ts';

describe('the exit status', () => {
  const others: Readonly<Record<string, number>> = { 'wrong-usage': 2, 'bad-recipe': 2, 'image-size': 2, stopped: 130 };
  it.each(failureKindSchema.options)('of a failure of the kind %s is 2 for what was typed, 130 for a stop, 1 for the rest', (kind) => {
    expect(exitStatusOf(new SmearlabError(kind, 'A sentence.'))).toBe(others[kind] ?? 1);
  });

  it.each([[new Error('raw')], ['text'], [undefined], [null], [{ kind: 'stopped' }], [0]])(
    'of %j, which is none of ours, is 1',
    (error) => {
      expect(exitStatusOf(error)).toBe(1);
    },
  );
});

describe('what is said', () => {
  const said: unknown[][] = [];
  beforeEach(() => {
    said.length = 0;
    vi.spyOn(console, 'error').mockImplementation((...words) => said.push(words));
  });
  afterEach(() => vi.restoreAllMocks());

  it('of a failure is its one sentence after the name of the program, without a stack', () => {
    sayFailure(new SmearlabError('disk-full', 'The disk is full.', { cause: new Error('ENOSPC') }));
    expect(said).toEqual([['smearlab: The disk is full.']]);
  });

  it('of a stop is the sentence alone: it is no error', () => {
    sayFailure(new SmearlabError('stopped', 'Stopped. Go on with --resume.'));
    expect(said).toEqual([['Stopped. Go on with --resume.']]);
  });

  it('of a fault of ours is the error with its stack as well', () => {
    const error = new TypeError('x is not a function');
    sayFailure(error);
    expect(said).toEqual([['smearlab: Something unexpected happened: x is not a function'], [error]]);
  });

  it('of a fault of ours without a cause is the failure itself', () => {
    const failure = new SmearlabError('internal', 'The plan is wrong.');
    sayFailure(failure);
    expect(said[1]).toEqual([failure]);
  });
});
