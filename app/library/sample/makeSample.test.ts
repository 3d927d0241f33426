import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Progress } from '../../contract/progress.ts';
import { makeSample } from './makeSample.ts';
import { shippedParameters } from './parameters.ts';
import { plannedImages } from './plan.ts';

const shipped = shippedParameters();
const two = { train: 2, val: 1 };
const parameters = {
  ...shipped,
  imageSize: 24,
  wbc: { ...shipped.wbc, counts: { Basophil: two, Eosinophil: two, Lymphocyte: two, Monocyte: two, Neutrophil: { train: 6, val: 1 } } },
  cam16: { ...shipped.cam16, counts: { normal: { ...two, test: 1 }, tumor: { ...two, test: 1 } } },
  prcc: { ...shipped.prcc, count: 3 },
};
const plan = plannedImages(parameters);
const basophil = 'wbc/train/data/Basophil/basophil-0001.png';

let folder: string;
beforeEach(async () => {
  folder = path.join(await mkdtemp(path.join(tmpdir(), 'smearlab-sample-')), 'sample');
});
afterEach(async () => {
  await rm(path.dirname(folder), { recursive: true, force: true });
});

describe('making the sample', () => {
  it('writes every planned image and mask, says how far it is, and marks the end', async () => {
    const seen: Progress[] = [];
    const folders = await makeSample(folder, { seed: 1, parameters, onProgress: (progress) => seen.push(progress) });
    expect(folders).toEqual({ wbc: path.join(folder, 'wbc'), cam16: path.join(folder, 'cam16'), prcc: path.join(folder, 'prcc') });
    for (const { image, mask } of plan)
      for (const file of [image, mask]) if (file !== null) expect(existsSync(path.join(folder, file)), file).toBe(true);
    expect(seen.at(-1)).toMatchObject({ done: plan.length, total: plan.length, unit: 'images' });
    expect(JSON.parse(await readFile(path.join(folder, 'sample.json'), 'utf8'))).toMatchObject({ complete: true, seed: 1 });
  });

  it('reuses a complete sample of the same seed, and makes another for another seed', async () => {
    await makeSample(folder, { seed: 1, parameters });
    const file = path.join(folder, basophil);
    const [bytes, written] = [await readFile(file), (await stat(file)).mtimeMs];
    await makeSample(folder, { seed: 1, parameters });
    expect((await stat(file)).mtimeMs).toBe(written);
    await makeSample(folder, { seed: 2, parameters });
    expect((await readFile(file)).equals(bytes)).toBe(false);
  });

  it('makes it anew when a file of it is missing', async () => {
    await makeSample(folder, { seed: 1, parameters });
    await rm(path.join(folder, basophil));
    await makeSample(folder, { seed: 1, parameters });
    expect(existsSync(path.join(folder, basophil))).toBe(true);
  });

  it('leaves nothing of a larger sample behind', async () => {
    await makeSample(folder, { seed: 1, parameters });
    await makeSample(folder, { seed: 1, parameters: { ...parameters, prcc: { ...parameters.prcc, count: 1 } } });
    expect(existsSync(path.join(folder, 'prcc/prcc-0003.png'))).toBe(false);
  });

  it('stops when asked, and the next time makes it whole', async () => {
    const stop = new AbortController();
    const stopped = makeSample(folder, { seed: 1, parameters, signal: stop.signal, onProgress: () => stop.abort() });
    await expect(stopped).rejects.toMatchObject({ kind: 'stopped' });
    expect(JSON.parse(await readFile(path.join(folder, 'sample.json'), 'utf8'))).toMatchObject({ complete: false });
    await makeSample(folder, { seed: 1, parameters });
    expect(plan.every(({ image }) => existsSync(path.join(folder, image)))).toBe(true);
  });

  it('leaves a folder alone that it did not make', async () => {
    await mkdir(path.join(folder, 'wbc'), { recursive: true });
    await writeFile(path.join(folder, 'wbc', 'precious.png'), 'x');
    await expect(makeSample(folder, { seed: 1, parameters })).rejects.toMatchObject({ kind: 'already-there' });
    expect(existsSync(path.join(folder, 'wbc', 'precious.png'))).toBe(true);
  });

  it('says which folder cannot be written when a file stands in its place', async () => {
    await writeFile(folder, 'a file, not a folder');
    await expect(makeSample(folder, { seed: 1, parameters })).rejects.toMatchObject({ name: 'SmearlabError', file: folder });
  });
});
