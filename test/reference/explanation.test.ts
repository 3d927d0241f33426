/** Feature maps, the gradient of a logit and Grad-CAM maps of the engine against PyTorch's autograd (made by make_torch_explanation.py). */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { NetworkChoice } from '../../app/contract/recipe.ts';
import type { Explanation } from '../../app/engine/engine.ts';
import { openOnnxEngine } from '../../app/engine/onnx/engine.ts';
import { elements } from '../../app/engine/shapes.ts';
import { gradCam } from '../../app/evaluation/gradCam.ts';
import { describeNetwork } from '../../app/networks/describeNetwork.ts';
import { distanceFrom, summarySchema } from './summary.ts';
import { BATCH, hashedImages, hashedState, SIZE } from './torchCase.ts';

/** Relative to float64. */
const TOLERANCE = 1e-5;

const caseSchema = z.strictObject({
  seed: z.int(),
  /** The class asked about, by image. */
  wanted: z.array(z.int()),
  output: summarySchema,
  maps: z.array(z.strictObject({ activations: summarySchema, gradient: summarySchema, heat: summarySchema })),
});
const vectors = z
  .strictObject({ madeBy: z.string(), wbc: caseSchema, cam16: caseSchema, ensemble: caseSchema })
  .parse(JSON.parse(readFileSync(new URL('./vectors/explanation.json', import.meta.url), 'utf8')));

type Case = {
  readonly name: 'wbc' | 'cam16' | 'ensemble';
  readonly choice: NetworkChoice;
  readonly classes: number;
  readonly maps: readonly unknown[];
};
const CASES: readonly Case[] = [
  { name: 'wbc', choice: { name: 'wbc' }, classes: 5, maps: [[null, 'layer2.1', [128, 4, 4]]] },
  { name: 'cam16', choice: { name: 'cam16' }, classes: 2, maps: [[null, 'conv3', [128, 8, 8]]] },
  {
    name: 'ensemble',
    choice: { name: 'ensemble', weights: [0.2, 0.6, 0.2], fineTune: true },
    classes: 5,
    maps: [
      ['cam16', 'cam16.conv3', [128, 8, 8]],
      ['wbc', 'wbc.layer2.1', [128, 4, 4]],
      ['autoencoder → cam16', 'cam16.conv3', [128, 8, 8]],
    ],
  },
];
const BOTH = CASES.flatMap((example) =>
  [false, true].map((portable) => ({ ...example, portable, operations: portable ? 'portable' : 'fused' })),
);

describe.each(BOTH)(
  'PyTorch and the onnx engine ($operations) agree on what the $name looked at',
  ({ name, choice, classes, maps, portable }) => {
    const { seed, wanted, output, maps: expected } = vectors[name];
    const network = describeNetwork(choice, SIZE, classes);
    let explanation: Explanation;
    let found: Awaited<ReturnType<Explanation['run']>>;
    beforeAll(async () => {
      const engine = await openOnnxEngine({ threads: 1, portable });
      explanation = await engine.compileExplanation(network, { batch: BATCH }, hashedState(network, seed));
      const oneHot = new Float32Array(BATCH * classes);
      for (const [image, label] of wanted.entries()) oneHot[image * classes + label] = 1;
      found = await explanation.run(hashedImages(seed, 0, false), oneHot);
    });
    afterAll(() => explanation.dispose());

    it('names its last images of features', () => {
      expect(explanation.maps.map(({ branch, layer, shape }) => [branch, layer, [...shape]])).toEqual(maps);
    });

    it('gives the logits that predicting gives', () => {
      expect(distanceFrom(output, found.output, seed, 'output')).toBeLessThan(TOLERANCE);
    });

    it.each(expected.map((_, at) => at))('activations, gradient and Grad-CAM map %i', (at) => {
      const [map, shape] = [found.maps[at], explanation.maps[at]?.shape];
      if (map === undefined || shape === undefined || expected[at] === undefined) throw new Error('There are fewer maps than PyTorch has.');
      const size = elements(shape);
      const heat = wanted.flatMap((_, image) => {
        const own = (values: Float32Array) => values.subarray(image * size, (image + 1) * size);
        return gradCam(own(map.activations), own(map.gradient), shape).values;
      });
      const distances = {
        activations: distanceFrom(expected[at].activations, map.activations, seed, 'activations'),
        gradient: distanceFrom(expected[at].gradient, map.gradient, seed, 'gradient'),
        heat: distanceFrom(expected[at].heat, Float32Array.from(heat), seed, 'heat'),
      };
      for (const [what, distance] of Object.entries(distances)) expect(distance, what).toBeLessThan(TOLERANCE);
    });
  },
);
