import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { importSummarySchema } from '../../app/contract/library.ts';
import { readPixels } from '../../app/library/pixels.ts';
import { refusedOf } from '../../app/store/dataSets.ts';
import { imagesOf } from '../../app/store/images.ts';
import { openStore, type Store } from '../../app/store/store.ts';
import { type Hostile, makeHostileFolder } from './hostileFiles.ts';

const FILES = 1000;
const SEED = Number(process.env['SMEARLAB_HOSTILE_SEED'] ?? 1);
/** Room for Node, the libraries and one image of a hundred megapixels; the bombs among the files would need gigabytes. */
const MOST_MEMORY_MB = 700;

const outputSchema = z.object({ summary: importSummarySchema, peakMemoryMB: z.number() });

describe.skipIf(process.platform === 'win32')('a thousand hostile files (seeded; needs links and pipes, which Windows lacks)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'smearlab-hostile-'));
  const [root, outside, library] = [join(folder, 'images'), join(folder, 'outside'), join(folder, 'library')];
  let made: Hostile;
  let ended: ReturnType<typeof spawnSync>;
  let store: Store;
  let output: z.output<typeof outputSchema>;
  beforeAll(async () => {
    made = await makeHostileFolder(root, outside, FILES, SEED);
    const script = fileURLToPath(new URL('importInProcess.ts', import.meta.url));
    ended = spawnSync(process.execPath, [script, root, library], { encoding: 'utf8', maxBuffer: 1e8, timeout: 110_000 });
    store = openStore(join(library, 'smearlab.db'), { readonly: true });
    output = outputSchema.parse(JSON.parse(String(ended.stdout)));
  }, 120_000);
  afterAll(() => {
    store?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('do not end the process', () => {
    expect([ended.status, ended.signal, ended.stderr]).toEqual([0, null, '']);
  });

  it('are each imported, taken as a mask, or refused with a sentence', () => {
    const images = imagesOf(store, 1);
    const refused = refusedOf(store, 1);
    const known = new Set([
      ...images.map(({ path }) => path),
      ...images.flatMap(({ mask }) => mask?.path ?? []),
      ...refused.map(({ path }) => path),
    ]);
    const unpaired = made.paths.filter((path) => path.startsWith('train/mask/') && !known.has(path));
    const lost = made.paths.filter((path) => !path.startsWith('train/mask/') && !known.has(path));
    expect(lost).toEqual([]);
    // A mask whose image is not there is said, whatever is in it.
    if (unpaired.length > 0) expect(output.summary.warnings.join('\n')).toMatch(/no image of the same name and class/);
    expect(refused.filter(({ sentence }) => !/^.{15,}[.?]$/.test(sentence))).toEqual([]);
    expect(refused.filter(({ path }) => path.includes('\uFFFD')).length).toBe(made.nameless);
    expect(made.paths.length + made.nameless).toBe(FILES);
    expect(images.length).toBeGreaterThan(50);
    expect(refused.length).toBeGreaterThan(400);
  });

  it('say nothing with a control character in it, whatever their names are', () => {
    const sentences = [...output.summary.warnings, ...refusedOf(store, 1).map(({ sentence }) => sentence)];
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    expect(sentences.filter((sentence) => /[\u0000-\u001f\u007f]/.test(sentence))).toEqual([]);
  });

  it('lead nowhere out of the folder', () => {
    const secret = imagesOf(store, 1).filter(({ width, height }) => width === 33 && height === 44);
    expect(secret).toEqual([]);
    expect(refusedOf(store, 1).some(({ sentence }) => sentence.includes('link out of the folder'))).toBe(true);
  });

  it('never make the process hold more than a bounded memory', () => {
    expect(output.peakMemoryMB).toBeLessThan(MOST_MEMORY_MB);
  });

  it('that were imported can be decoded for training, in the size that the import says', async () => {
    for (const { path, width, height } of imagesOf(store, 1).filter((image) => image.width * image.height < 1e6)) {
      const pixels = await readPixels(join(root, path), 8);
      expect([path, pixels.length, width > 0, height > 0]).toEqual([path, 192, true, true]);
    }
  });
});
