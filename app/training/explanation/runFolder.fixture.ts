/** For tests: the folder of a run as a training leaves it, its network at its initial values, and an image. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { type NetworkChoice, recipeSchema, trainingSchema } from '../../contract/recipe.ts';
import { RUN_FILE_FORMAT, type RunFile, runFileSchema } from '../../contract/runFile.ts';
import { initialState } from '../../engine/initialise.ts';
import { describeNetwork } from '../../networks/describeNetwork.ts';
import { randomFor } from '../../random/random.ts';
import { LAST_CHECKPOINT, runIdentity, writeCheckpoint } from '../checkpoint.ts';
import { RUN_FILE } from '../executeRun.ts';

export const CLASSES = ['Basophil', 'Blast', 'Monocyte'];

type MadeRun = { readonly network?: NetworkChoice; readonly classes?: readonly string[]; readonly size?: number; readonly seed?: number };

/** Writes run.json and the last checkpoint into the folder. */
export function makeRunFolder(
  folder: string,
  { network = { name: 'wbc' }, classes = CLASSES, size = 16, seed = 1 }: MadeRun = {},
): RunFile {
  const picture = { sha256: 'a'.repeat(64), path: 'train/1.png', class: classes[0] ?? null, mask: null };
  const run = runFileSchema.parse({
    ...{ format: RUN_FILE_FORMAT, name: 'made', seed, classes, subset: null, inputs: [], images: { train: [picture], val: [] } },
    recipe: recipeSchema.parse({
      ...{ network, imageSize: size, maskedCopies: false, loss: classes.length === 0 ? 'mse' : 'cross-entropy' },
      training: trainingSchema.parse({}),
    }),
    dataSet: { name: 'cells', hash: '0'.repeat(64), root: '/cells' },
  });
  const described = describeNetwork(run.recipe.network, size, classes.length);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, RUN_FILE), JSON.stringify(run));
  writeCheckpoint(join(folder, LAST_CHECKPOINT), described, {
    ...{ identity: runIdentity(run, []), classes, normalisations: {}, curve: [], goingOn: null },
    state: initialState(described, seed),
  });
  return run;
}

/** A picture of seeded noise. */
export async function makeImage(file: string, seed = 1): Promise<void> {
  const random = randomFor(seed, 'picture');
  const pixels = Uint8Array.from({ length: 40 * 30 * 3 }, () => random.uniform(0, 256));
  await sharp(pixels, { raw: { width: 40, height: 30, channels: 3 } })
    .png()
    .toFile(file);
}
