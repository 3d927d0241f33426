/** `smearlab explain RUN IMAGE`: where the network of a run found in an image what speaks for a class. */
import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import sharp from 'sharp';
import { type Explanation, type HeatMap, heatPixels } from '../../app/contract/explanation.ts';
import { SmearlabError } from '../../app/contract/failure.ts';
import { decodePixels } from '../../app/library/decode.ts';
import { readBytes } from '../../app/library/pixels.ts';
import { outputFolder } from '../../app/study/outputFolder.ts';
import { writeWholeFile } from '../../app/training/wholeFile.ts';
import { explainerProcess } from '../engine-process/explainer.ts';
import { interruptSignal } from './interrupt.ts';

type Options = { readonly class?: string; readonly branch?: string; readonly study: string; readonly out: string };

const OPACITY = 0.75;

export function addExplainCommand(program: Command): void {
  program
    .command('explain')
    .description(
      'Shows where the network of a run found in an image what speaks for a class (Grad-CAM), as a picture with the map over it.',
    )
    .argument('<run>', "a run's name in the study, or its folder")
    .argument('<image>', 'an image file')
    .requiredOption('--out <file>', 'the PNG to write')
    .option('--class <name>', 'the class to explain (default: what the network takes the image for)')
    .option('--branch <name>', 'of an ensemble, such as wbc (default: the one that weighs most)')
    .option('--study <dir>', 'the output folder of the study', 'smearlab-study')
    .action(explain);
}

async function explain(run: string, image: string, options: Options): Promise<void> {
  const file = resolve(image);
  const explainer = explainerProcess({ threads: availableParallelism() });
  try {
    const request = { folder: runFolder(run, options.study), image: file, class: options.class ?? null };
    const explanation = await explainer.explain(request, interruptSignal());
    const map = mapOf(explanation, options.branch);
    writeWholeFile(resolve(options.out), [await overlay(file, map)]);
    console.error(explanationText(explanation, map));
    console.log(resolve(options.out));
  } finally {
    await explainer.close();
  }
}

function runFolder(run: string, study: string): string {
  const folder = resolve(run);
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() ? folder : outputFolder(resolve(study)).runFolder(run);
}

/** @throws SmearlabError wrong-usage for a branch that there is not */
export function mapOf({ maps }: Explanation, branch: string | undefined): HeatMap {
  const map = branch === undefined ? maps[0] : maps.find((candidate) => candidate.branch === branch);
  if (map !== undefined) return map;
  const branches = maps.flatMap((candidate) => candidate.branch ?? []);
  const advice = branches.length === 0 ? 'This network has none: leave --branch away.' : `Its branches are ${branches.join(', ')}.`;
  throw new SmearlabError('wrong-usage', `The network has no branch ${branch}. ${advice}`);
}

/** The probabilities, the likeliest first, and what was looked at. */
export function explanationText({ classes, probabilities, class: explained }: Explanation, { branch, weight, layer }: HeatMap): string {
  const width = Math.max(...classes.map(({ length }) => length));
  const rows = classes
    .map((name, at) => ({ name, probability: probabilities[at] ?? 0 }))
    .sort((a, b) => b.probability - a.probability)
    .map(({ name, probability }) => `${name.padEnd(width)}  ${probability.toFixed(4)}${name === explained ? '  explained' : ''}`);
  const of = branch === null ? '' : ` of the branch ${branch}, which weighs ${weight}`;
  return [...rows, `Grad-CAM at ${layer}${of}`].join('\n');
}

/** The image at its own size with the map over it, as PNG. */
async function overlay(file: string, map: HeatMap): Promise<Buffer> {
  const { data, width, height } = await decodePixels(await readBytes(file), file);
  const heat = heatPixels(map, width, height, OPACITY);
  return sharp(data, { raw: { width, height, channels: 3 } })
    .composite([{ input: Buffer.from(heat.buffer), raw: { width, height, channels: 4 } }])
    .png()
    .toBuffer();
}
