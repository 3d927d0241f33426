import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { runFileSchema } from '../../app/contract/runFile.ts';
import { studyResultSchema } from '../../app/contract/studyResult.ts';
import { loadDataSet } from '../../app/library/dataSet.ts';
import { saveDrawnMask } from '../../app/library/drawnMasks.ts';
import { changingLibrary } from '../../app/library/library.ts';
import { lookForCell } from '../../app/library/lookForCell.ts';
import { judgeProposals } from '../../app/library/proposals.ts';
import { findImage } from '../../app/store/images.ts';
import { findMask } from '../../app/store/masks.ts';
import { saveProposal } from '../../app/store/proposals.ts';
import { newFolder, sharedSample, smearlab } from './smearlab.ts';

const library = join(newFolder(), 'library');
const inLibrary = ['--library', library];
const SETS = ['--wbc-set', 'cells', '--cam16-set', 'tissue', '--prcc-set', 'more tissue'];
const SMALL = ['--subsets', '100', '--size', '32', '--epochs', '1', '--threads', '1'];

/** The first images of every folder of the sample, with their masks. */
async function fewOfTheSample(): Promise<Awaited<ReturnType<typeof sharedSample>>> {
  const sample = await sharedSample();
  const few = newFolder();
  for (const [role, root] of Object.entries(sample)) {
    for (const folder of readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) => !path.includes('.'))) {
      mkdirSync(join(few, role, folder), { recursive: true });
      const files = readdirSync(join(root, folder)).filter((name) => name.includes('.'));
      for (const name of files.sort().slice(0, 8)) cpSync(join(root, folder, name), join(few, role, folder, name));
    }
    for (const name of readdirSync(root)
      .filter((path) => path.includes('.'))
      .slice(0, 20))
      cpSync(join(root, name), join(few, role, name));
  }
  return { wbc: join(few, 'wbc'), cam16: join(few, 'cam16'), prcc: join(few, 'prcc') };
}

/** Draws a mask for one image of "cells" that has none, and accepts a proposed one of another. @returns their files */
async function maskTwo(): Promise<string[]> {
  return changingLibrary(library, async (opened) => {
    const cells = loadDataSet(opened.store, 'cells');
    const bare = cells?.images.filter(({ split, mask }) => split === 'train' && mask === null) ?? [];
    const [drawn, proposed] = bare.map(({ id }) => findImage(opened.store, id));
    if (cells === undefined || drawn === undefined || proposed === undefined)
      throw new Error('The sample has no two images without masks.');
    const { width, height } = drawn;
    const half = Uint8Array.from({ length: width * height }, (_, at) => (at % width < width / 2 ? 255 : 0));
    const png = await sharp(half, { raw: { width, height, channels: 1 } })
      .png()
      .toBuffer();
    const { path } = await saveDrawnMask(opened, drawn, png);
    const look = await lookForCell(opened.folder, cells.root, proposed);
    if (look.kind !== 'proposed') throw new Error(`${proposed.path} shows no cell.`);
    saveProposal(opened.store, proposed, look.mask);
    judgeProposals(opened, [proposed], 'accepted');
    const accepted = findMask(opened.store, proposed.id, 'proposed');
    return [path, accepted?.path ?? ''].map((file) => join(library, file));
  });
}

describe('a study over data sets of the library', () => {
  let masks: string[] = [];
  let labMasks = 0;
  beforeAll(async () => {
    const { wbc, cam16, prcc } = await fewOfTheSample();
    for (const [folder, name] of [
      [wbc, 'cells'],
      [cam16, 'tissue'],
      [prcc, 'more tissue'],
    ] as const)
      expect((await smearlab(['import', folder, '--name', name, ...inLibrary])).status).toBe(0);
    labMasks = await changingLibrary(
      library,
      ({ store }) => loadDataSet(store, 'cells')?.images.filter(({ split, mask }) => split === 'train' && mask !== null).length ?? 0,
    );
    masks = await maskTwo();
  });

  it('cannot be run where a mask that a person drew is gone: the run reads it from the data folder', async () => {
    const [drawn = ''] = masks;
    renameSync(drawn, `${drawn}.away`);
    const { status, stderr } = await smearlab(['study', ...inLibrary, ...SETS, ...SMALL]);
    renameSync(`${drawn}.away`, drawn);
    expect(status).toBe(1);
    expect(stderr).toContain(drawn);
  });

  it('goes on when it is back, trains with the masks that were drawn and accepted there, and says how many masked copies there were', async () => {
    const { status, stderr, stdout } = await smearlab(['study', ...inLibrary, ...SETS, ...SMALL, '--resume']);
    expect(stderr).not.toContain('smearlab:');
    expect(status).toBe(0);
    const report = /: (.*report\.html)/.exec(stdout)?.[1] ?? '';
    expect(existsSync(report)).toBe(true);
    const { rows, settings } = studyResultSchema.parse(JSON.parse(readFileSync(join(report, '../study.json'), 'utf8')));
    expect(rows.map(({ arm, maskedCopies }) => [arm, maskedCopies])).toEqual([
      ['plain', 0],
      ['masks', labMasks + 2],
      ['ensemble', labMasks + 2],
    ]);
    const run = runFileSchema.parse(JSON.parse(readFileSync(join(report, '../runs/wbc-100-masks/run.json'), 'utf8')));
    const kept = run.images.train.flatMap(({ mask }) => (mask?.place === 'data folder' ? [join(library, mask.path)] : []));
    expect(kept.sort()).toEqual([...masks].sort());
    expect([run.format, run.dataFolder, run.dataSet.name]).toEqual(['smearlab-run/2', library, 'cells']);
    expect(settings.dataSets['wbc']?.hash).toBe(run.dataSet.hash);
  });

  it('is told from another one of the same name, and gone on with by --resume', async () => {
    const again = await smearlab(['study', ...inLibrary, ...SETS, ...SMALL]);
    expect([again.status, again.stderr]).toEqual([1, expect.stringContaining('--resume')]);
    const other = await smearlab(['study', ...inLibrary, ...SETS, ...SMALL, '--resume', '--seed', '2']);
    expect([other.status, other.stderr]).toEqual([1, expect.stringContaining('(seed)')]);
    const resumed = await smearlab(['study', ...inLibrary, ...SETS, ...SMALL, '--resume']);
    expect([resumed.status, resumed.stderr]).toEqual([0, expect.stringContaining('was finished before')]);
  });

  it('is refused in a sentence over a data set that there is not, and over a library that there is not', async () => {
    const nobody = ['--wbc-set', 'nobody', '--cam16-set', 'tissue', '--prcc-set', 'more tissue'];
    const missing = await smearlab(['study', ...inLibrary, ...nobody, '--name', 'refused']);
    expect([missing.status, missing.stderr]).toEqual([2, expect.stringContaining('nobody')]);
    const nowhere = join(newFolder(), 'nowhere');
    const lost = await smearlab(['study', '--library', nowhere, ...SETS]);
    expect([lost.status, lost.stderr, existsSync(nowhere)]).toEqual([1, expect.stringContaining(nowhere), false]);
  });
});
