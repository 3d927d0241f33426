import { describe, expect, it } from 'vitest';
import type { Example } from './examples.ts';
import { countLevels, levelCounts, measureNormalisation, normalisationOf } from './normalisation.ts';
import type { BatchSource } from './pipeline/batchSource.ts';

const image = (sha256: string): Example => ({ kind: 'image', image: { sha256, path: sha256, class: null, mask: null }, label: 0 });
const copy: Example = {
  ...{ kind: 'masked copy', mask: { sha256: 'm', path: 'm' }, label: 0 },
  image: { sha256: 'a', path: 'a', class: null, mask: null },
};

function of(...pictures: readonly (readonly number[])[]) {
  const counts = levelCounts();
  for (const picture of pictures) countLevels(counts, Uint8Array.from(picture));
  return normalisationOf(counts);
}

/** A source whose pictures are said by their content's name; it counts how many it was asked for. */
function sourceOf(pictures: Readonly<Record<string, readonly number[]>>): BatchSource & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    ahead: 1,
    input: () => Promise.reject(new Error('not the input')),
    pixels: async (examples) => {
      const names = examples.map((example) => example.image.sha256);
      asked.push(...names);
      return names.map((name) => Uint8Array.from(pictures[name] ?? []));
    },
  };
}

describe('the statistics of images', () => {
  it('are mean and deviation of pixels 0 … 1, by channel, over all pixels of all pictures', () => {
    const { mean, deviation } = of([0, 51, 255, 255, 51, 0], [255, 153, 0, 0, 153, 255]);
    expect(mean).toEqual([0.5, 0.4, 0.5].map((value) => expect.closeTo(value, 12)));
    expect(deviation).toEqual([0.5, 0.2, 0.5].map((value) => expect.closeTo(value, 12)));
  });

  it('are the same to the bit in whatever order the pictures come', () => {
    const pictures = Array.from({ length: 9 }, (_, n) => Array.from({ length: 30 }, (_level, at) => (n * 37 + at * at * 11) % 256));
    expect(of(...pictures.toReversed())).toEqual(of(...pictures));
    expect(of(...pictures)).toEqual(of(pictures.flat()));
  });

  it.each([0, 1, 77, 254, 255])('of pictures that are %i everywhere do not divide by nothing', (level) => {
    const { mean, deviation } = of([level, level, level, level, level, level]);
    expect(mean).toEqual([0, 1, 2].map(() => expect.closeTo(level / 255, 12)));
    expect(deviation).toEqual([1, 1, 1]);
  });

  it('of no pictures change nothing', () => {
    expect(of()).toEqual({ mean: [0, 0, 0], deviation: [1, 1, 1] });
  });

  it('are those of the images alone: masked copies are left out', async () => {
    const source = sourceOf({ a: [10, 20, 30], b: [30, 40, 90] });
    const measured = await measureNormalisation([image('a'), image('b'), copy], source, () => undefined);
    expect(measured).toEqual(of([10, 20, 30], [30, 40, 90]));
    expect(source.asked).toEqual(['a', 'b']);
  });

  it('are told of as they come', async () => {
    const told: string[] = [];
    const images = Array.from({ length: 70 }, () => image('a'));
    await measureNormalisation(images, sourceOf({ a: [1, 2, 3] }), (done, total) => told.push(`${done}/${total}`));
    expect(told).toEqual(['32/70', '64/70', '70/70']);
  });
});
