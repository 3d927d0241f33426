import { describe, expect, it } from 'vitest';
import { runFileSchema } from '../contract/runFile.ts';
import { runIdentity } from '../training/checkpoint.ts';
import { openBatchSource } from '../training/pipeline/batchSource.ts';
import { PixelCache } from '../training/pipeline/pixelCache.ts';
import { planStudy } from './plan.ts';
import { tinyData, tinySettings } from './plannedData.fixture.ts';

/** The study over tiny data whose one mask was drawn. */
function withDrawnMask() {
  const { dataSets, subsets } = tinyData();
  const drawn = <T extends { readonly mask: unknown }>(image: T) =>
    image.mask === null ? image : { ...image, mask: { ...Object(image.mask), origin: 'drawn' } };
  const wbc = { ...dataSets.wbc, images: dataSets.wbc.images.map(drawn) };
  const data = { dataSets: { ...dataSets, wbc }, subsets: new Map([...subsets].map(([percent, images]) => [percent, images.map(drawn)])) };
  return planStudy(tinySettings(), { ...data, dataFolder: '/lab' });
}
const runNamed = (plan: ReturnType<typeof planStudy>, name: string) => {
  const found = plan.find(({ runFile }) => runFile.name === name)?.runFile;
  if (found === undefined) throw new Error(`no run ${name}`);
  return found;
};
const lab = runNamed(planStudy(tinySettings(), { ...tinyData(), dataFolder: '/lab' }), 'wbc-100-masks');
const drawn = runNamed(withDrawnMask(), 'wbc-100-masks');

describe('a run file', () => {
  it('without masks of the data folder is as it was before there were any, and is the same run', () => {
    expect(lab.format).toBe('smearlab-run/1');
    expect(Object.keys(lab)).not.toContain('dataFolder');
    expect(JSON.stringify(lab)).toBe(JSON.stringify(runNamed(planStudy(tinySettings(), tinyData()), 'wbc-100-masks')));
    expect(runIdentity(lab, [])).toBe(runIdentity(runFileSchema.parse(JSON.parse(JSON.stringify(lab))), []));
  });

  it('with one says where it lies, in a format that older programs refuse', () => {
    expect(drawn).toMatchObject({ format: 'smearlab-run/2', dataFolder: '/lab' });
    expect(drawn.images.train.map(({ mask }) => mask?.place ?? null)).toEqual(['data folder', null, null, null]);
    expect(runFileSchema.parse(JSON.parse(JSON.stringify(drawn)))).toEqual(drawn);
    expect(runIdentity(drawn, [])).not.toBe(runIdentity(lab, []));
    // Where the data folder is does not matter to what the run is.
    expect(runIdentity({ ...drawn, dataFolder: '/moved' }, [])).toBe(runIdentity(drawn, []));
  });

  it.each([
    ['with such a mask in the first format', { ...drawn, format: 'smearlab-run/1' }],
    ['in a format to come', { ...lab, format: 'smearlab-run/4' }],
    [
      'with a run of its own kind to start from in an older format',
      { ...lab, inputs: [{ part: 'wbc', run: 'wbc: x', checkpoint: '../x/last.safetensors' }] },
    ],
    [
      'with a mask in a place that there is not',
      {
        ...drawn,
        images: { ...drawn.images, val: [{ ...drawn.images.train[0], mask: { ...drawn.images.train[0]?.mask, place: 'elsewhere' } }] },
      },
    ],
  ])('is refused %s', (_, run) => {
    expect(runFileSchema.safeParse(JSON.parse(JSON.stringify(run))).success).toBe(false);
  });

  it('whose data folder nobody named is not executed: a mask is not looked for among the images', async () => {
    const [image] = drawn.images.train;
    if (image?.mask === null || image === undefined) throw new Error('no mask');
    const source = openBatchSource({ cache: new PixelCache(1e6) }, { dataRoot: '/images' }, 16, new AbortController().signal);
    await expect(source.pixels([{ kind: 'masked copy', image, mask: image.mask, label: 0 }])).rejects.toMatchObject({
      kind: 'wrong-usage',
    });
  });
});
