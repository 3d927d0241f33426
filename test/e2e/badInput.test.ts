import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { canMount, isRoot } from './privileges.ts';
import { type Ended, newFolder, readStudy, sharedSample, smearlab } from './smearlab.ts';

/** A few images per class of the shared sample, masks included, to spoil. */
async function tinyWbc(): Promise<string> {
  const { wbc } = await sharedSample();
  const root = join(newFolder(), 'wbc');
  for (const part of ['train/data', 'train/mask', 'val/data']) {
    for (const name of readdirSync(join(wbc, part))) {
      const files = readdirSync(join(wbc, part, name)).sort();
      const images = readdirSync(join(wbc, part.replace('mask', 'data'), name)).sort();
      const kept = images.slice(0, part === 'val/data' ? 2 : 12).filter((file) => files.includes(file));
      mkdirSync(join(root, part, name), { recursive: true });
      for (const file of kept) copyFileSync(join(wbc, part, name, file), join(root, part, name, file));
    }
  }
  return root;
}

async function quickStudy(wbc: string, out: string, ...more: string[]): Promise<string[]> {
  const { cam16, prcc } = await sharedSample();
  const data = ['--wbc', wbc, '--cam16', cam16, '--prcc', prcc];
  return ['study', ...data, '--subsets', '100', '--size', '16', '--epochs', '1', '--out', out, ...more];
}

const first = (folder: string) => join(folder, readdirSync(folder).sort()[0] ?? '');

describe('a folder with much that is wrong', () => {
  const out = newFolder();
  let ended: Ended;
  beforeAll(async () => {
    const root = await tinyWbc();
    const train = join(root, 'train/data');
    const masks = join(root, 'train/mask');
    truncateSync(first(join(train, 'Lymphocyte')), 3000);
    writeFileSync(join(train, 'Neutrophil', 'notes.png'), 'this is no image');
    writeFileSync(join(train, 'Neutrophil', 'empty.png'), '');
    mkdirSync(join(train, 'Blast'));
    rmSync(join(root, 'val/data/Basophil'), { recursive: true });
    copyFileSync(first(join(train, 'Monocyte')), join(root, 'val/data/Monocyte/again.png'));
    writeFileSync(join(masks, 'Eosinophil', 'nobody.png'), readFileSync(first(join(masks, 'Eosinophil'))));
    await sharp({ create: { width: 96, height: 40, channels: 3, background: 'white' } }).toFile(first(join(masks, 'Monocyte')));
    const [grey = ''] = readdirSync(join(masks, 'Neutrophil'));
    const greyLevels = Buffer.from(Array.from({ length: 48 * 48 }, (_, at) => [0, 128, 255][at % 3] ?? 0));
    await sharp(greyLevels, { raw: { width: 48, height: 48, channels: 1 } })
      .png()
      .toFile(join(masks, 'Neutrophil', grey));
    ended = await smearlab(await quickStudy(root, out));
  });

  it('is studied all the same, with status 0', () => {
    expect(ended.stderr).not.toContain('smearlab:');
    expect(ended.status).toBe(0);
  });

  it.each([
    ['a truncated image', /Lymphocyte\/.*png/],
    ['a file that is no image', /notes\.png/],
    ['an empty file', /empty\.png/],
    ['an empty class folder', /Blast/],
    ['a class that exists only in train', /Basophil/],
    ['the same file in train and val', /again\.png/],
    ['a mask without an image', /nobody\.png/],
    ['a mask of another shape', /Monocyte\/.*96 × 40/],
    ['a grey-level mask', /0, 128, 255/],
    ['a mask of another size', /another size .*neutrophil-/],
  ])('is told of %s by name', (_, sentence) => {
    expect(ended.stderr).toMatch(sentence);
    expect(readStudy(out).warnings.join('\n')).toMatch(sentence);
  });

  it('counts the class without validation images with support 0 and scores 0, as scikit-learn does', () => {
    expect(readStudy(out).rows[0]?.perClass['Basophil']).toMatchObject({ support: 0, recall: 0 });
  });
});

describe('a folder that cannot be studied', () => {
  it.each([
    ['is not there', async () => join(newFolder(), 'nowhere'), /nowhere.*not there/],
    ['holds no image', async () => newFolder(), /holds no images/],
    ['has another layout', async () => (await sharedSample()).prcc, /train\/data\/<Class>/],
    ['has one class', async () => onlyClass(await tinyWbc()), /at least two classes/],
  ])('that %s ends with status 1 and a sentence that names it', async (_, make, sentence) => {
    const { status, stderr } = await smearlab(await quickStudy(await make(), newFolder()));
    expect(stderr).toMatch(sentence);
    expect(status).toBe(1);
  });

  it('given as tissue with five classes ends with status 1', async () => {
    const root = await tinyWbc();
    const { status, stderr } = await smearlab([...(await quickStudy(root, newFolder())), '--cam16', root]);
    expect(stderr).toContain('exactly two classes');
    expect(status).toBe(1);
  });

  it('leaves nothing behind that the corrected command would stumble over', async () => {
    const out = newFolder();
    expect((await smearlab(await quickStudy(join(out, 'nowhere'), out))).status).toBe(1);
    expect((await smearlab(await quickStudy(await tinyWbc(), out))).status).toBe(0);
  });
});

function onlyClass(root: string): string {
  for (const part of ['train/data', 'train/mask', 'val/data']) {
    for (const name of readdirSync(join(root, part)).slice(1)) rmSync(join(root, part, name), { recursive: true });
  }
  return root;
}

describe('wrong usage', () => {
  it.each([
    ['an unknown option', ['study', '--foo']],
    ['an unknown command', ['stduy']],
    ['no command', []],
    ['a size that is no number', ['study', '--size', 'big']],
    ['a size that no network takes', ['study', '--size', '98']],
    ['subsets beyond 100 %', ['study', '--subsets', '1,200']],
    ['two weights', ['study', '--weights', '1,2']],
    ['a recipe that is not there', ['study', '--recipe', 'nowhere.json']],
  ])('such as %s ends with status 2', async (_, args) => {
    const { status, stdout, stderr } = await smearlab(args, { cwd: newFolder() });
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr.length).toBeGreaterThan(20);
  });

  it('in a recipe names the key', async () => {
    const file = join(newFolder(), 'recipe.json');
    writeFileSync(file, JSON.stringify({ wbc: { epochs: 0 }, learningRate: 1 }));
    const { status, stderr } = await smearlab(['study', '--recipe', file]);
    expect(status).toBe(2);
    expect(stderr).toContain('wbc.epochs');
    expect(stderr).toContain('learningRate');
  });

  it.each([
    ['layer', { wbc: { freeze: ['layer9'] } }, 'layer9'],
    ['class', { ensemble: { crossEntropy: { classWeights: { Blast: 2 } } } }, 'Blast'],
  ])(
    'in a recipe with a %s that is not there is said before anything is trained, and the corrected recipe runs',
    async (_, wrong, name) => {
      const [out, file, wbc] = [newFolder(), join(newFolder(), 'recipe.json'), await tinyWbc()];
      writeFileSync(file, JSON.stringify(wrong));
      const refused = await smearlab(await quickStudy(wbc, out, '--recipe', file));
      expect(refused.status).toBe(2);
      expect(refused.stderr).toContain(name);
      expect(readdirSync(join(out, 'runs'))).toEqual([]);
      const training = {
        optimizer: { kind: 'sgd', nesterov: true },
        schedule: { kind: 'cosine', warmUpEpochs: 0.5 },
        ...{ clipNorm: 1, movingAverage: {}, sampling: 'square-root' },
        crossEntropy: { classWeights: { Basophil: 2 }, labelSmoothing: 0.1, focalGamma: 1 },
      };
      writeFileSync(file, JSON.stringify({ wbc: { ...training, freeze: ['layer1'] }, ensemble: training }));
      const { status, stderr } = await smearlab(await quickStudy(wbc, out, '--recipe', file));
      expect(stderr).not.toContain('smearlab:');
      expect(status).toBe(0);
    },
  );

  it('is not asking for help', async () => {
    const { status, stdout } = await smearlab(['study', '--help']);
    expect(status).toBe(0);
    expect(stdout).toContain('--subsets');
  });
});

const NOBODY = 65534;

describe('an output folder that cannot take the study', () => {
  it.runIf(isRoot)('because it is read-only ends with status 1 and says so (needs root to become another user)', async () => {
    const folder = newFolder();
    chmodSync(folder, 0o555);
    const { status, stderr } = await smearlab(['study', '--out', join(folder, 'out')], { uid: NOBODY });
    expect(stderr).toContain('cannot be written');
    expect(status).toBe(1);
  });

  it('because a part of its path is a file ends with status 1', async () => {
    const file = join(newFolder(), 'file');
    writeFileSync(file, '');
    const { status, stderr } = await smearlab(['study', '--out', join(file, 'out')]);
    expect(stderr).toContain('cannot be written');
    expect(status).toBe(1);
  });

  it.runIf(isRoot && canMount())(
    'because its disk is full says so, keeps what was stored, and goes on once there is space (needs root to mount)',
    async () => {
      const disk = newFolder();
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', disk]);
      try {
        const wbc = await tinyWbc();
        const out = join(disk, 'out');
        const full = await smearlab(await quickStudy(wbc, out));
        expect(full.stderr).toContain('The disk is full');
        expect(full.status).toBe(1);
        expect(existsSync(join(out, 'smearlab.db'))).toBe(true);
        const { stdout } = await smearlab(['runs', '--out', out, '--json']);
        const runs: { name: string; state: string }[] = JSON.parse(stdout);
        expect(runs.map(({ state }) => state)).not.toContain('running');
        expect(runs[0]).toMatchObject({ name: 'autoencoder', state: 'finished' });
        execFileSync('mount', ['-o', 'remount,size=200m', disk]);
        expect((await smearlab(await quickStudy(wbc, out, '--resume'))).status).toBe(0);
      } finally {
        execFileSync('umount', [disk]);
      }
    },
  );
});
