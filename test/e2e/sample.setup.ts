/** Makes the sample that the end-to-end tests share, once per run, and takes it away at the end. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeSample } from '../../app/library/sample/makeSample.ts';

export async function setup(): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'smearlab-sample-'));
  await makeSample(folder, { seed: 7, signal: new AbortController().signal, onProgress: () => undefined });
  process.env['SMEARLAB_TEST_SAMPLE'] = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
