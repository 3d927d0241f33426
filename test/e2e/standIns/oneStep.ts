/** One training step and one prediction of networks, as numbers in a file; started in processes of their own, which must agree. */
import { writeFileSync } from 'node:fs';
import type { NetworkChoice } from '../../../app/contract/recipe.ts';
import { initialState } from '../../../app/engine/initialise.ts';
import { blockSize } from '../../../app/engine/onnx/blockSize.ts';
import { openOnnxEngine } from '../../../app/engine/onnx/engine.ts';
import { describeNetwork, trainableIn } from '../../../app/networks/describeNetwork.ts';

const SIZE = 16;
const BATCH = 4;
const CLASSES = 2;
const CHOICES: readonly NetworkChoice[] = [
  { name: 'autoencoder' },
  { name: 'cam16' },
  { name: 'wbc' },
  { name: 'ensemble', weights: [0.2, 0.6, 0.2], fineTune: false },
];

const [file = '', ...names] = process.argv.slice(2);
const numbers: Record<string, number[]> = {};
for (const choice of CHOICES.filter(({ name }) => names.length === 0 || names.includes(name))) {
  // Opened anew for each, as for each run of a study: what is said of the processor must still be said once.
  const engine = await openOnnxEngine({ threads: 1 });
  const network = describeNetwork(choice, SIZE, CLASSES);
  const state = initialState(network, 1);
  const images = Float32Array.from({ length: BATCH * 3 * SIZE * SIZE }, (_, at) => ((at * 7919) % 1009) / 1009);
  const isAutoencoder = choice.name === 'autoencoder';
  const targets = isAutoencoder ? images : Float32Array.from({ length: BATCH * CLASSES }, (_, at) => (at % 3 === 0 ? 1 : 0));
  const step = await engine.compileTraining(network, {
    batch: BATCH,
    loss: { kind: isAutoencoder ? 'mse' : 'cross-entropy' },
    trainable: trainableIn(choice),
    frozen: state,
  });
  const { loss, output, gradient, statistics } = await step.run(images, targets, state);
  const inference = await engine.compileInference(network, BATCH, state);
  const predicted = await inference.run(images);
  Object.assign(numbers, {
    [`${choice.name}: training`]: [loss, ...output, ...gradient, ...statistics],
    [`${choice.name}: inference`]: [...predicted],
  });
  await step.dispose();
  await inference.dispose();
}
writeFileSync(file, JSON.stringify({ block: (await blockSize()) ?? null, numbers }));
