/**
 * `npm run bench -- classify`: a slide from files on disk against the engine alone, which is given ready tensors; both in turn, round after round.
 * Beside their ratio, which others' work on the same cores disturbs: the share of its time that the engine computed and did not wait for images, and the
 * ratio of the processor's time that a batch takes.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Command, Option } from 'commander';
import { networkChoiceSchema } from '../../../app/contract/recipe.ts';
import type { SlideModel } from '../../../app/contract/slides.ts';
import { openDevice } from '../../../app/engine/devices.ts';
import type { Engine, Inference } from '../../../app/engine/engine.ts';
import type { Classifier } from '../../../app/slides/classification/classifying.ts';
import { classifySlide } from '../../../app/slides/classification/classifySlide.ts';
import { CELLS_OF_A_BATCH, classifyCells } from '../../../app/slides/classification/networkClassifier.ts';
import { cellsOfFolder } from '../../../app/slides/opening/cellFiles.ts';
import { openSlide } from '../../../app/slides/opening/openSlide.ts';
import { openStore } from '../../../app/store/store.ts';
import { makeRunFolder } from '../../../app/training/explanation/runFolder.fixture.ts';
import { keptCheckpointFile, readNetwork, runOfFolder } from '../../../app/training/keptNetwork.ts';
import { BatchWorkers } from '../../../app/training/pipeline/batchWorkers.ts';

const CLASSES = ['Basophil', 'Eosinophil', 'Lymphocyte', 'Monocyte', 'Neutrophil'];
const never = new AbortController().signal;

type Options = { readonly network: 'wbc' | 'ensemble' | 'cam16' } & Readonly<
  Record<'size' | 'cells' | 'rounds' | 'threads' | 'workers', number>
>;

export function addClassifyCommand(program: Command): void {
  program
    .command('classify')
    .description('Cells per second of a slide, from files on disk to results kept, against the engine alone.')
    .argument('<folder>', 'images of cells')
    .addOption(new Option('--network <name>').choices(['wbc', 'cam16', 'ensemble']).default('ensemble'))
    .option('--size <pixels>', 'of the network input', Number, 128)
    .option('--cells <n>', 'of the folder, the first ones', Number, 128)
    .option('--rounds <n>', 'of both sides', Number, 5)
    .option('--threads <n>', 'of the engine', Number, availableParallelism())
    .option('--workers <n>', 'that decode', Number, 1)
    .action(measure);
}

async function measure(folder: string, options: Options): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), 'smearlab-bench-'));
  const store = openStore(join(root, 'slide.db'));
  const workers = options.workers === 0 ? undefined : new BatchWorkers(options.workers);
  const clock = { computing: 0 };
  const engine = timed(await openDevice('cpu', { threads: options.threads }), clock);
  try {
    const model = modelIn(join(root, 'run'), options);
    const all = await cellsOfFolder(folder, never);
    const files = all.files.slice(0, options.cells);
    const slide = await openSlide(store, {
      accession: 'bench',
      notes: '',
      cells: { ...all, files },
      signal: never,
      onProgress: () => undefined,
    });
    const classifier: Classifier = {
      classify: (request, onFound, signal) => classifyCells({ engine, workers }, request, onFound, signal),
      close: async () => undefined,
    };
    const batches = Math.floor(files.length / CELLS_OF_A_BATCH);
    const rounds: { ratio: number; share: number; cpu: number }[] = [];
    for (let round = 1; round <= options.rounds; round++) {
      const alone = await engineAlone(engine, model, batches);
      const marks: Mark[] = [];
      const onKept = () => marks.push({ at: performance.now(), computing: clock.computing, cpu: cpuMs() });
      await classifySlide(store, slide, { model, classifier, signal: never, onProgress: () => undefined, onKept });
      // From the first batch on: reading the network and compiling it is once per slide.
      const [first, last] = [marks[0] ?? NO_MARK, marks[batches - 1] ?? NO_MARK];
      const rate = ((batches - 1) * CELLS_OF_A_BATCH * 1000) / (last.at - first.at);
      const share = (last.computing - first.computing) / (last.at - first.at);
      const cpu = (alone.cpu * (batches - 1)) / (last.cpu - first.cpu);
      rounds.push({ ratio: rate / alone.rate, share, cpu });
      console.log(
        `round ${round}: alone ${alone.rate.toFixed(1)}/s, from files ${rate.toFixed(1)}/s, ratio ${(rate / alone.rate).toFixed(3)}, computing ${share.toFixed(3)}, processor ${cpu.toFixed(3)}`,
      );
    }
    const { network, size, threads } = options;
    const numbers = `ratio ${median(rounds.map(({ ratio }) => ratio)).toFixed(3)}, computing ${median(rounds.map(({ share }) => share)).toFixed(3)}, processor ${median(rounds.map(({ cpu }) => cpu)).toFixed(3)}`;
    console.log(`${network} at ${size} px, ${files.length} cells, ${threads} threads, medians: ${numbers}`);
  } finally {
    await workers?.close();
    store.close();
    rmSync(root, { recursive: true });
  }
}

function modelIn(folder: string, { network, size }: Options): SlideModel {
  makeRunFolder(folder, { network: networkChoiceSchema.parse({ name: network }), classes: CLASSES, size });
  return {
    ...{ run: null, name: 'made', folder, network, classes: CLASSES, imageSize: size, version: '', checkpoint: '0'.repeat(64) },
    ...{ dataSet: { name: 'cells', hash: '0'.repeat(64) }, temperature: 1, threshold: 0, targetError: null, testTimeAugmentation: false },
  };
}

/** An engine whose inferences tell how long they computed, in ms. */
function timed(engine: Engine, clock: { computing: number }): Engine {
  const compileInference: Engine['compileInference'] = async (...given) => {
    const inference: Inference = await engine.compileInference(...given);
    return {
      run: async (images) => {
        const began = performance.now();
        const output = await inference.run(images);
        clock.computing += performance.now() - began;
        return output;
      },
      dispose: () => inference.dispose(),
    };
  };
  return new Proxy(engine, { get: (of, key) => (key === 'compileInference' ? compileInference : Reflect.get(of, key)) });
}

type Mark = { readonly at: number; readonly computing: number; readonly cpu: number };
const NO_MARK: Mark = { at: 0, computing: 0, cpu: 0 };

/** Of all threads of this process. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** @returns cells per second, and processor ms of a batch, over the same number of batches */
async function engineAlone(
  engine: Engine,
  { folder, imageSize: size }: SlideModel,
  batches: number,
): Promise<{ rate: number; cpu: number }> {
  const run = runOfFolder(folder);
  const { network, state } = readNetwork(run, keptCheckpointFile(run, folder));
  const inference = await engine.compileInference(network, CELLS_OF_A_BATCH, state);
  const input = new Float32Array(CELLS_OF_A_BATCH * 3 * size * size).map((_, at) => (at % 251) / 251);
  await inference.run(input);
  const [began, cpu] = [performance.now(), cpuMs()];
  for (let batch = 1; batch < batches; batch++) await inference.run(input);
  const spent = (cpuMs() - cpu) / (batches - 1);
  const rate = ((batches - 1) * CELLS_OF_A_BATCH * 1000) / (performance.now() - began);
  await inference.dispose();
  return { rate, cpu: spent };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
