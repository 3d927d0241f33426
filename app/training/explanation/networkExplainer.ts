/** Explains images by the networks of runs, and keeps the last ones ready: the next image is mostly looked at by the same. */
import { statSync } from 'node:fs';
import type { Explanation } from '../../contract/explanation.ts';
import { SmearlabError } from '../../contract/failure.ts';
import type { RunFile } from '../../contract/runFile.ts';
import type { Explanation as Compiled, Engine } from '../../engine/engine.ts';
import { parameterCount } from '../../engine/layout.ts';
import { gradCam } from '../../evaluation/gradCam.ts';
import { readPixels } from '../../library/pixels.ts';
import { toInputTensor, toOneHot } from '../batches.ts';
import { keptCheckpointFile, readNetwork, runOfFolder } from '../keptNetwork.ts';
import { argmaxRows, softmax } from '../losses.ts';
import type { ExplainRequest } from './explaining.ts';

/** As many as can be compared. */
const MOST_KEPT = 6;

/** Of all networks that are kept together; 400 MB of weights. */
const MOST_PARAMETERS = 100e6;

type Ready = { readonly key: string; readonly run: RunFile; readonly parameters: number; readonly compiled: Compiled };

/** One question after the other. */
export class NetworkExplainer {
  readonly #engine: Engine;
  /** The latest used last. */
  #ready: readonly Ready[] = [];

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** @throws SmearlabError `wrong-usage` for a class that the run has not, and what reading the run and the image throws */
  async explain({ folder, image, class: asked }: ExplainRequest): Promise<Explanation> {
    const { run, compiled } = await this.#readyOf(folder);
    const { classes } = run;
    const { imageSize } = run.recipe;
    const label = asked === null ? undefined : classes.indexOf(asked);
    if (label === -1)
      throw new SmearlabError('wrong-usage', `The run ${run.name} knows no class ${asked}. Its classes are ${classes.join(', ')}.`);
    const input = toInputTensor([await readPixels(image, imageSize)], 1, imageSize);
    // What it is taken for shows only in the logits: where no class was asked for the first look finds it, the second explains it.
    const first = await compiled.run(input, toOneHot([label ?? 0], classes.length));
    const [predicted = 0] = argmaxRows(first.output, 1, classes.length);
    const explained = label ?? predicted;
    const { maps } = label === undefined && predicted !== 0 ? await compiled.run(input, toOneHot([explained], classes.length)) : first;
    const shown = maps.flatMap(({ activations, gradient }, at) => {
      const of = compiled.maps[at];
      if (of === undefined) return [];
      const { branch, weight, layer, shape } = of;
      return [{ branch, weight, layer, ...gradCam(activations, gradient, shape) }];
    });
    return {
      classes: [...classes],
      probabilities: softmax(first.output),
      predicted: classes[predicted] ?? '',
      class: classes[explained] ?? '',
      maps: shown.map((map) => ({ ...map, values: [...map.values] })).sort((a, b) => b.weight - a.weight),
    };
  }

  async close(): Promise<void> {
    const all = this.#ready;
    this.#ready = [];
    await Promise.all(all.map(({ compiled }) => compiled.dispose()));
  }

  async #readyOf(folder: string): Promise<Ready> {
    const run = runOfFolder(folder);
    const file = keptCheckpointFile(run, folder);
    const state = statSync(file, { throwIfNoEntry: false });
    const key = `${file} ${state?.mtimeMs} ${state?.size}`;
    const known = this.#ready.find((ready) => ready.key === key);
    if (known !== undefined) {
      this.#ready = [...this.#ready.filter((ready) => ready !== known), known];
      return known;
    }
    const read = readNetwork(run, file);
    const parameters = parameterCount(read.network);
    await this.#makeRoom(parameters);
    const ready = { key, run, parameters, compiled: await this.#engine.compileExplanation(read.network, { batch: 1 }, read.state) };
    this.#ready = [...this.#ready, ready];
    return ready;
  }

  async #makeRoom(parameters: number): Promise<void> {
    const isFull = () =>
      this.#ready.length >= MOST_KEPT || this.#ready.reduce((sum, ready) => sum + ready.parameters, parameters) > MOST_PARAMETERS;
    while (this.#ready.length > 0 && isFull()) {
      const [oldest, ...others] = this.#ready;
      this.#ready = others;
      await oldest?.compiled.dispose();
    }
  }
}
