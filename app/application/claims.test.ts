import { describe, expect, it } from 'vitest';
import { type Claimed, Claims } from './claims.ts';

const never = () => new Promise<never>(() => undefined);

describe('work on a data set', () => {
  it.each<[Claimed, Claimed, boolean]>([
    ['imported', 'imported', false],
    ['imported', 'given proposed masks', false],
    ['imported', 'checked', false],
    ['given proposed masks', 'imported', false],
    ['given proposed masks', 'given proposed masks', false],
    ['given proposed masks', 'checked', false],
    ['checked', 'imported', false],
    ['checked', 'given proposed masks', false],
    ['checked', 'checked', true],
  ])('while it is %s lets it be %s: %s', async (first, second, allowed) => {
    const claims = new Claims();
    void claims.during('cells', first, never);
    const asked = claims.during('cells', second, () => Promise.resolve('done'));
    if (allowed) expect(await asked).toBe('done');
    else await expect(asked).rejects.toMatchObject({ kind: 'in-use', message: expect.stringContaining(`cells is being ${first}`) });
    await expect(claims.during('other', second, () => Promise.resolve(1))).resolves.toBe(1);
  });

  it('lets it go when it ends, also by a failure, and only when the last of several has ended', async () => {
    const claims = new Claims();
    await expect(claims.during('cells', 'imported', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    claims.assertFree('cells');
    let end: (() => void) | undefined;
    const one = claims.during('cells', 'checked', () => new Promise<void>((resolve) => (end = resolve)));
    await claims.during('cells', 'checked', () => Promise.resolve());
    expect(() => claims.assertFree('cells')).toThrow(expect.objectContaining({ kind: 'in-use' }));
    end?.();
    await one;
    claims.assertFree('cells');
  });
});
