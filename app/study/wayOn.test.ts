import { describe, expect, it } from 'vitest';
import { failureKindSchema, SmearlabError } from '../contract/failure.ts';
import { withWayOn } from './wayOn.ts';

describe('the way on after a run failed', () => {
  it.each([
    ['diverged', /^Oh\. No run by the wbc recipe.*change wbc in --recipe FILE.*--resume\.$/],
    ['out-of-memory', /^Oh\. No run by the wbc recipe.*change wbc\.batchSize in --recipe FILE \(not --batch.*--resume\.$/],
  ] as const)('for the reason %s is another recipe where no run of it is finished', (kind, said) => {
    const failure = new SmearlabError(kind, 'Oh.', { file: '/out' });
    const more = withWayOn(failure, 'wbc', new Set(['autoencoder', 'cam16']));
    expect(more).toMatchObject({ kind, file: '/out', cause: failure, message: expect.stringMatching(said) });
  });

  it.each(['diverged', 'out-of-memory'] as const)('for the reason %s is another study where one is', (kind) => {
    const more = withWayOn(new SmearlabError(kind, 'Oh.'), 'wbc', new Set(['autoencoder', 'cam16', 'wbc']));
    expect(more.message).toMatch(/^Oh\. Other runs by the wbc recipe.*--recipe FILE with another --out\.$/);
  });

  it.each(failureKindSchema.options.filter((kind) => kind !== 'diverged' && kind !== 'out-of-memory'))(
    'for the reason %s needs no other recipe',
    (kind) => {
      const failure = new SmearlabError(kind, 'Oh.');
      expect(withWayOn(failure, 'wbc', new Set())).toBe(failure);
    },
  );
});
