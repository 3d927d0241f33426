import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { augmentationSchema } from '../../contract/augmentation.ts';
import { makeTinyDataSet, TINY_SIZE } from '../../training/tinyDataSet.fixture.ts';
import { gatherPreview } from './gather.ts';
import { type Preview, renderPreview } from './page.ts';

let root: string;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'smearlab-preview-'));
  await makeTinyDataSet(root);
});
afterAll(() => rmSync(root, { recursive: true }));

const TURNED = augmentationSchema.parse({ rotation: 180, flips: 'both' });
const masked = () => ({ file: join(root, 'train/data/Bright/0.png'), mask: join(root, 'train/mask/Bright/0.png') });
const unmasked = () => ({ file: join(root, 'train/data/Dark/1.png'), mask: null });
const gather = (more: Partial<Parameters<typeof gatherPreview>[0]> = {}) =>
  gatherPreview({
    images: [masked(), unmasked()],
    variation: { augmentation: TURNED, mixup: null },
    ...{ imageSize: TINY_SIZE, seed: 1, epochs: 3, ...more },
  });

async function pixelsOf(address: string): Promise<number[]> {
  const bytes = Buffer.from(address.slice(address.indexOf(',') + 1), 'base64');
  return [...(await sharp(bytes).raw().toBuffer())];
}

describe('the pictures of a preview', () => {
  it('are a row for each image and one for its masked copy, each with its original and one variant per epoch', async () => {
    const rows = await gather();
    expect(rows.map(({ name, isMaskedCopy, variants }) => [name, isMaskedCopy, variants.length])).toEqual([
      ['0.png', false, 3],
      ['1.png', false, 3],
      ['0.png', true, 3],
    ]);
    expect(await pixelsOf(rows[0]?.original ?? '')).toEqual([...(await sharp(masked().file).raw().toBuffer())]);
    expect(new Set(rows.flatMap(({ variants }) => variants.map(({ words }) => words.join()))).size).toBe(9);
  });

  it('of a recipe that changes nothing are the originals', async () => {
    for (const { original, variants } of await gather({ variation: { augmentation: augmentationSchema.parse({}), mixup: null } })) {
      for (const { address, words } of variants) {
        expect(words).toEqual(['as it is']);
        expect(await pixelsOf(address)).toEqual(await pixelsOf(original));
      }
    }
  });

  it('are the same for the same seed, and others for another', async () => {
    const addresses = async (seed: number) => (await gather({ seed })).map(({ variants }) => variants.map(({ address }) => address));
    expect(await addresses(1)).toEqual(await addresses(1));
    expect(await addresses(2)).not.toEqual(await addresses(1));
  });

  it('under mixup say what they are mixed of', async () => {
    const rows = await gather({ variation: { augmentation: null, mixup: { alpha: 1 } }, epochs: 12 });
    const words = rows.flatMap(({ variants }) => variants.map((variant) => variant.words.join('; ')));
    expect(words.some((text) => /^as it is; \d+ % of it, \d+ % of [01]\.png(, masked)?$/.test(text))).toBe(true);
  });

  it('that cannot be read are named', async () => {
    await expect(gather({ images: [{ file: join(root, 'gone.png'), mask: null }] })).rejects.toThrow(
      expect.objectContaining({ kind: 'missing-file', message: expect.stringContaining('gone.png') }),
    );
  });
});

describe('the page of a preview', () => {
  const PNG = 'data:image/png;base64,AAAA';
  const preview: Preview = {
    ...{ createdAt: new Date(0), network: 'wbc', imageSize: 96, seed: 7, settings: { augmentation: TURNED } },
    rows: [
      { name: '<b>.png', isMaskedCopy: false, original: PNG, variants: [{ address: PNG, words: ['37° right & <i>', 'brightness × 0.9'] }] },
      { name: 'copy', isMaskedCopy: true, original: PNG, variants: [{ address: PNG, words: ['as it is'] }] },
    ],
  };

  it('has the originals first, then a column for each epoch, all of it titled', () => {
    const page = renderPreview(preview);
    expect(page).toMatch(/<th scope="col">image<\/th><th scope="col">as it is<\/th><th scope="col">epoch 1<\/th><\/tr>/);
    expect(page).toContain('masked copy');
    expect(page).toContain('seed 7, at 96 × 96 pixels');
    expect(page).toContain('&quot;rotation&quot;:180');
    expect(page.match(/<img /g)).toHaveLength(4);
  });

  it('escapes what comes from files, and loads nothing', () => {
    const page = renderPreview(preview);
    expect(page).toContain('&lt;b&gt;.png');
    expect(page).toContain('37° right &amp; &lt;i&gt;');
    expect(page).not.toMatch(/<b>\.png|<i>|<script|(src|href)="(?!data:)/);
    expect(() =>
      renderPreview({ ...preview, rows: [{ name: 'x', isMaskedCopy: false, original: 'https://example.org/a.png', variants: [] }] }),
    ).toThrow();
  });

  it('without images is a page all the same', () => {
    expect(renderPreview({ ...preview, rows: [] })).toContain('</html>');
  });
});
