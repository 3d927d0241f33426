/** Statistics estimated anew against PyTorch's update_bn (vectors made by make_torch_statistics.py, float64). */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Layer, NetworkDescription } from '../../app/engine/description.ts';
import { parameterLayout, statisticsLayout } from '../../app/engine/layout.ts';
import { openOnnxEngine } from '../../app/engine/onnx/engine.ts';
import { trainingExamples } from '../../app/training/examples.ts';
import type { BatchSource } from '../../app/training/pipeline/batchSource.ts';
import { reestimated } from '../../app/training/reestimate.ts';
import { tinyRun } from '../../app/training/tinyDataSet.fixture.ts';

const numbers = z.array(z.number());
const caseSchema = z.strictObject({ sizes: z.array(z.int()), parameters: numbers, batches: z.array(numbers), statistics: numbers });
const vectorsSchema = z.strictObject({ madeBy: z.string(), side: z.int(), cases: z.array(caseSchema).min(3) });
const { side, cases } = vectorsSchema.parse(JSON.parse(readFileSync(new URL('./vectors/statistics.json', import.meta.url), 'utf8')));

const conv = (name: string, inputs: number): Layer => ({
  ...{ kind: 'conv', name, inputs, outputs: 4, kernel: 3, stride: 1, padding: 1, bias: false },
});
const norm = (name: string): Layer => ({ kind: 'batchNorm', name, channels: 4, epsilon: 1e-5, momentum: 0.1 });
const network: NetworkDescription = {
  name: 'small',
  input: [3, side, side],
  layers: [
    ...[conv('conv1', 3), norm('bn1'), { kind: 'relu' } as const],
    { kind: 'residual', name: 'block', body: [conv('conv2', 4), norm('bn2')], shortcut: [] },
    ...[{ kind: 'relu' } as const, { kind: 'globalAveragePool' } as const, { kind: 'linear', name: 'fc', inputs: 4, outputs: 2 } as const],
  ],
};

describe('PyTorch and we estimate the same statistics anew', () => {
  it.each(cases)('over batches of $sizes images', async ({ sizes, parameters, batches, statistics }) => {
    const engine = await openOnnxEngine({ threads: 1 });
    expect(parameters).toHaveLength(parameterLayout(network).size);
    const count = sizes.reduce((sum, size) => sum + size, 0);
    const image = { sha256: '0'.repeat(64), path: 'image.png', class: 'Bright', mask: null };
    const run = tinyRun({ train: new Array(count).fill(image), val: [] });
    const waiting = batches.values();
    // Which images make up a batch is drawn; here each is the next of the vector.
    const pixels: BatchSource = {
      ahead: 1,
      input: async () => Float32Array.from(waiting.next().value ?? []),
      pixels: async () => [],
    };
    const state = {
      parameters: Float32Array.from(parameters),
      // Far off: nothing of what was there before may be left.
      statistics: new Float32Array(statisticsLayout(network).size).fill(1000),
    };
    const got = await reestimated({
      ...{ engine, network, state, pixels, seed: 1, trainable: () => true, batchSize: sizes[0] ?? 1 },
      ...{ examples: trainingExamples(run), signal: new AbortController().signal, onDone: () => undefined },
    });
    const farthest = Math.max(...statistics.map((value, at) => Math.abs((got.statistics[at] ?? Number.NaN) / value - 1)));
    expect(farthest).toBeLessThan(5e-6);
  });
});
