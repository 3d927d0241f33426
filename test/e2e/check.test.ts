import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeImages } from '../bench/library/madeImages.ts';
import { newFolder, smearlab } from './smearlab.ts';

const folder = newFolder();
const [library, root] = [join(folder, 'library'), join(folder, 'cells')];
const check = (...more: string[]) => smearlab(['check', '--library', library, ...more]);

beforeAll(async () => {
  await makeImages(root, 20, 96, 3);
  const original = join(root, 'train/data/Basophil/smear-00_cell-000000.jpg');
  mkdirSync(join(root, 'val/data/Basophil'), { recursive: true });
  await sharp(original).rotate(270).jpeg({ quality: 70 }).toFile(join(root, 'val/data/Basophil/turned.jpg'));
  cpSync(original, join(root, 'val/data/Basophil/same.jpg'));
  expect((await smearlab(['import', root, '--library', library])).status).toBe(0);
});

describe('check', () => {
  it('ends with status 1 at a leak, and with --fix proposes moves in a file and changes nothing', async () => {
    const before = await check('--json');
    expect(before.status).toBe(1);
    expect(JSON.parse(before.stdout).map((finding: { check: string }) => finding.check)).toEqual(
      expect.arrayContaining(['leak-files', 'leak-pictures']),
    );
    const proposed = await check('--fix', '--name', 'cells');
    expect(proposed).toMatchObject({ status: 0, stdout: expect.stringContaining('cells: train → val  1 (Basophil 1)') });
    expect(readFileSync(join(library, 'moves.csv'), 'utf8')).toMatch(
      /^cells,train\/data\/Basophil\/smear-00_cell-000000.jpg,Basophil,train,val,1,/m,
    );
    expect((await check('--json')).stdout).toBe(before.stdout);
  });

  it('writes over no file that a person names', async () => {
    const out = join(root, 'labels.csv');
    writeFileSync(out, 'the lab wrote this');
    for (const more of [[], ['--apply']]) {
      const refused = await check('--fix', '--out', out, ...more);
      expect(refused).toMatchObject({ status: 1, stderr: expect.stringContaining(out) });
    }
    expect(readFileSync(out, 'utf8')).toBe('the lab wrote this');
    expect((await check()).status).toBe(1);
  });

  it('with --fix --apply leaves no leak, and every file where it was', async () => {
    const out = join(folder, 'moves.json');
    const applied = await check('--fix', '--apply', '--out', out, '--format', 'json', '--json');
    expect(JSON.parse(applied.stdout)).toMatchObject({ applied: true, file: out, moves: [{ from: 'train', to: 'val' }] });
    expect(JSON.parse(readFileSync(out, 'utf8'))).toHaveLength(1);
    expect((await check()).status).toBe(0);
    expect((await smearlab(['rescan', '--library', library])).stdout).toContain('nothing has changed');
    expect((await check()).status).toBe(0);
    expect(existsSync(join(root, 'train/data/Basophil/smear-00_cell-000000.jpg'))).toBe(true);
  });

  it.each([[['--apply']], [['--out', 'x.csv']], [['--fix', '--name', 'nobody']]])('refuses %j as wrong usage', async (more) => {
    expect((await check(...more)).status).toBe(2);
  });
});
