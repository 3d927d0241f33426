import { describe, expect, it } from 'vitest';
import { type SampleParameters, sampleParametersSchema, shippedParameters } from './parameters.ts';
import { hasMask, plannedImages } from './plan.ts';

const shipped = shippedParameters();
const counted = (parameters: SampleParameters, start: string) =>
  plannedImages(parameters).filter(({ image }) => image.startsWith(start)).length;

describe('the plan of the sample', () => {
  it.each([
    ['wbc/train/data/Basophil/', 12],
    ['wbc/train/data/', 500],
    ['wbc/val/data/', 150],
    ['cam16/train/data/', 80],
    ['cam16/val/data/', 24],
    ['cam16/test/data/', 24],
    ['prcc/', 80],
  ])('that ships has under %s %i images', (start, count) => {
    expect(counted(shipped, start)).toBe(count);
  });

  it('gives every class at least six validation images', () => {
    for (const name of ['Basophil', 'Eosinophil', 'Lymphocyte', 'Monocyte', 'Neutrophil'])
      expect(counted(shipped, `wbc/val/data/${name}/`)).toBeGreaterThanOrEqual(6);
  });

  it('names no file twice, and no file name recurs in another split of its class', () => {
    const images = plannedImages(shipped).map(({ image }) => image);
    expect(new Set(images).size).toBe(images.length);
    const names = images.map((image) => image.replace(/\/(train|val|test)\//, '/'));
    expect(new Set(names).size).toBe(names.length);
  });

  it('puts a mask beside its image under the same name, in train only', () => {
    const masked = plannedImages(shipped).filter(({ mask }) => mask !== null);
    expect(masked.length).toBeGreaterThan(50);
    for (const { image, mask, split } of masked) {
      expect(mask).toBe(image.replace('/data/', '/mask/'));
      expect(split).toBe('train');
    }
  });

  it('follows any counts it is given', () => {
    const none = { train: 0, val: 0 };
    const wbc = { Basophil: { train: 3, val: 1 }, Eosinophil: none, Lymphocyte: none, Monocyte: none, Neutrophil: none };
    const parameters = { ...shipped, wbc: { ...shipped.wbc, counts: wbc }, prcc: { ...shipped.prcc, count: 0 } };
    expect([counted(parameters, 'wbc/'), counted(parameters, 'prcc/')]).toEqual([4, 0]);
  });
});

describe('the share of masks', () => {
  it.each([
    [12, 0.1, 2],
    [302, 0.1, 31],
    [10, 0.1, 1],
    [1, 0.1, 1],
    [7, 0, 0],
    [7, 1, 7],
    [30, 0.1, 3],
  ])('of %i images at %f is %i, rounded up', (count, share, masks) => {
    const marked = Array.from({ length: count }, (_, at) => hasMask(at, count, share)).filter(Boolean);
    expect(marked.length).toBe(masks);
  });
});

describe('the parameters', () => {
  const raw = { ...shipped, camera: { ...shipped.camera, noise: [6, 1] } };
  it.each([
    ['a range that runs backwards', raw],
    ['an unknown key', { ...shipped, sise: 96 }],
    ['a negative count', { ...shipped, prcc: { ...shipped.prcc, count: -1 } }],
    ['an image of no size', { ...shipped, imageSize: 0 }],
    ['nothing', null],
  ])('refuse %s', (_, value) => {
    expect(sampleParametersSchema.safeParse(value).success).toBe(false);
  });
});
