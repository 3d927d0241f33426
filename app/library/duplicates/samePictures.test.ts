import { describe, expect, it } from 'vitest';
import { randomFor } from '../../random/random.ts';
import { type Fingerprint, fingerprintOf } from './fingerprint.ts';
import { drawn, laid } from './pictures.fixture.ts';
import { samePictures } from './samePictures.ts';
import { Unions } from './unions.ts';

const go = new AbortController().signal;

function prints(count: number): Fingerprint[] {
  return Array.from({ length: count }, (_, seed) => fingerprintOf(drawn(seed, 64, 64)));
}

/** Some values one higher or lower. */
function shaken(fingerprint: Fingerprint, seed: number): Fingerprint {
  const random = randomFor(seed, 'shaken');
  return fingerprint.map((value) => Math.max(-127, Math.min(127, value + random.integer(-3, 3))));
}

describe('the same pictures', () => {
  it('are found among others, however they lie, in sets in ascending order', async () => {
    const all = prints(40);
    const copies = [5, 17, 5].map((of, index) => shaken(fingerprintOf(laid(drawn(of, 64, 64), [6, 3, 1][index] ?? 0)), index));
    const { sets, count } = await samePictures([...all, ...copies], go);
    expect(sets).toEqual([
      [5, 40, 42],
      [17, 41],
    ]);
    expect(count.verified).toBe(3);
  });

  it.each([
    ['no images', []],
    ['one image', prints(1)],
    ['images that show nothing', [new Int8Array(0), new Int8Array(0), new Int8Array(0)]],
    ['images that are all different', prints(30)],
  ])('are none among %s', async (_, fingerprints) => {
    expect((await samePictures(fingerprints, go)).sets).toEqual([]);
  });

  it('are also those known to be the same though they show nothing', async () => {
    const nothing = [new Int8Array(0), new Int8Array(0), new Int8Array(0)];
    expect((await samePictures(nothing, go, [[0, 2]])).sets).toEqual([[0, 2]]);
  });

  it('of thousands of equal images cost no comparison', async () => {
    const [one = new Int8Array(0), other = new Int8Array(0)] = prints(2);
    const many = Array.from({ length: 6000 }, (_, index) => (index % 2 === 0 ? one : other));
    const { sets, count } = await samePictures(many, go);
    expect(sets.map((set) => set.length)).toEqual([3000, 3000]);
    expect(count).toMatchObject({ images: 2, verified: 0 });
  });

  it('of very many frames of one cell are joined without comparing each with each', async () => {
    const [one = new Int8Array(0)] = prints(1);
    const frames = Array.from({ length: 300 }, (_, index) => shaken(one, index));
    const { sets, count } = await samePictures(frames, go);
    expect(sets).toHaveLength(1);
    expect(count.candidates).toBeLessThan(600);
  });

  it('are not looked for any more after a stop', async () => {
    await expect(samePictures(prints(3), AbortSignal.abort())).rejects.toMatchObject({ kind: 'stopped' });
  });
});

describe('unions', () => {
  it('join by chains and leave the rest alone', () => {
    const unions = new Unions(6);
    unions.join(4, 1);
    unions.join(5, 4);
    unions.join(1, 5);
    expect(unions.sets()).toEqual([[1, 4, 5]]);
    expect(unions.find(3)).toBe(3);
  });
});
