import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { maskCoverageSchema, proposerEvaluationSchema, proposingSummarySchema } from '../../app/contract/library.ts';
import { newFolder, sharedSample, smearlab } from './smearlab.ts';

describe('smearlab masks propose', () => {
  const folder = newFolder();
  const cells = join(folder, 'cells');
  const library = join(folder, 'library');
  const inLibrary = (...args: readonly string[]) => smearlab(['masks', ...args, '--library', library]);
  const coverage = async () => maskCoverageSchema.array().parse(JSON.parse((await inLibrary('coverage', '--json')).stdout));
  const sum = (rows: Awaited<ReturnType<typeof coverage>>, of: 'images' | 'lab' | 'accepted' | 'proposed') =>
    rows.reduce((total, row) => total + row[of], 0);

  beforeAll(async () => {
    cpSync((await sharedSample()).wbc, cells, { recursive: true });
    rmSync(join(cells, 'val'), { recursive: true });
    expect((await smearlab(['import', cells, '--library', library])).status).toBe(0);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('proposes a mask for each image without one, which counts once it is accepted', async () => {
    const before = await coverage();
    const made = await inLibrary('propose', '--json', '--out', join(folder, 'sheet.png'));
    expect(made.status).toBe(0);
    const summary = proposingSummarySchema.parse(JSON.parse(made.stdout));
    expect(summary.images).toBe(sum(before, 'images') - sum(before, 'lab'));
    expect(summary.proposed).toBeGreaterThan(summary.images * 0.9);
    expect((await sharp(readFileSync(join(folder, 'sheet.png'))).metadata()).width).toBe(1080);
    expect([sum(await coverage(), 'proposed'), sum(await coverage(), 'accepted')]).toEqual([summary.proposed, 0]);

    const listed = (await smearlab(['export', 'images', '--format', 'json', '--library', library])).stdout;
    const rows: { file: string; mask: string | null }[] = JSON.parse(listed);
    const [one, other] = rows.filter(({ mask }) => mask === null).map(({ file }) => file);
    const copy = ['copy', one ?? '', '--out', join(folder, 'copy.png')] as const;
    expect(await inLibrary(...copy)).toMatchObject({ status: 2, stderr: expect.stringMatching(/no mask that counts/) });
    expect((await inLibrary('accept', one ?? '')).status).toBe(0);
    expect((await inLibrary('reject', other ?? '')).status).toBe(0);
    expect((await inLibrary(...copy)).status).toBe(0);
    expect(existsSync(join(folder, 'copy.png'))).toBe(true);
    expect((await inLibrary('accept', '--all')).stdout).toMatch(new RegExp(`${summary.proposed - 2} proposed masks accepted`));
    expect([sum(await coverage(), 'proposed'), sum(await coverage(), 'accepted')]).toEqual([0, summary.proposed - 1]);
    expect((await inLibrary('propose', '--again')).stdout).toMatch(/: 1 masks proposed for/);
    expect(sum(await coverage(), 'proposed')).toBe(1);
  });

  it('prints the Dice table of a folder with masks, and writes a sheet to look at', async () => {
    const sheet = join(folder, 'judged.png');
    const { status, stdout } = await smearlab(['masks', 'propose', '--evaluate', cells, '--out', sheet, '--json']);
    expect(status).toBe(0);
    const { rows } = proposerEvaluationSchema.parse(JSON.parse(stdout));
    expect(rows.at(-1)?.class).toBeNull();
    expect(rows.at(-1)?.cell.mean).toBeGreaterThan(0.85);
    expect(rows.at(-1)?.nucleus).toBeNull();
    expect(existsSync(sheet)).toBe(true);
    const text = (await smearlab(['masks', 'propose', '--evaluate', cells, '--part', 'even'])).stdout;
    expect(text).toMatch(/^Dice of proposed and given masks, even images\n/);
    expect(text).toMatch(/\nall +\d+ +0\.\d{3}/);
  });

  it.each([
    ['a folder that is not there', ['propose', '--evaluate', 'nowhere'], /nowhere/],
    ['neither images nor --all', ['accept', '--library', library], /one of the two/],
    ['an image without a proposal', ['reject', 'train/data/x.png', '--library', library], /no image train\/data\/x.png/],
    ['a data set that is not there', ['propose', '--data-set', 'x', '--library', library], /no data set x/],
  ])('says what is wrong with %s', async (_, args, sentence) => {
    const { status, stderr } = await smearlab(['masks', ...args]);
    expect(status).not.toBe(0);
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toMatch(/ at .*\.ts:/);
  });
});
