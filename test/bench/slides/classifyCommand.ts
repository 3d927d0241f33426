/** `npm run bench -- classify`: a slide from files on disk against the engine alone, which is given ready tensors; both in turn, round after round. */
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Command, Option } from 'commander';
import { networkChoiceSchema } from '../../../app/contract/recipe.ts';
import type { SlideModel } from '../../../app/contract/slides.ts';
import { openDevice } from '../../../app/engine/devices.ts';
import { classifySlide } from '../../../app/slides/classification/classifySlide.ts';
import { CELLS_OF_A_BATCH } from '../../../app/slides/classification/networkClassifier.ts';
import { cellsOfFolder } from '../../../app/slides/opening/cellFiles.ts';
import { openSlide } from '../../../app/slides/opening/openSlide.ts';
import { openStore } from '../../../app/store/store.ts';
import { makeRunFolder } from '../../../app/training/explanation/runFolder.fixture.ts';
import { keptCheckpointFile, readNetwork } from '../../../app/training/keptNetwork.ts';
import { classifierProcess } from '../../../main/engine-process/classifier.ts';

const CLASSES = ['Basophil', 'Eosinophil', 'Lymphocyte', 'Monocyte', 'Neutrophil'];
const never = new AbortController().signal;

type Options = {
  readonly network: 'wbc' | 'ensemble' | 'cam16';
  readonly size: string;
  readonly cells: string;
  readonly rounds: string;
  readonly threads: string;
  readonly workers: string;
};

export function addClassifyCommand(program: Command): void {
  program
    .command('classify')
    .description('Cells per second of a slide, from files on disk to results kept, against the engine alone.')
    .argument('<folder>', 'images of cells')
    .addOption(new Option('--network <name>').choices(['wbc', 'cam16', 'ensemble']).default('ensemble'))
    .option('--size <pixels>', 'of the network input', '128')
    .option('--cells <n>', 'of the folder, the first ones', '256')
    .option('--rounds <n>', 'of both sides', '5')
    .option('--threads <n>', 'of the engine', String(availableParallelism()))
    .option('--workers <n>', 'that decode', '1')
    .action(measure);
}

async function measure(folder: string, options: Options): Promise<void> {
  const [size, most, rounds, threads, workers] = [options.size, options.cells, options.rounds, options.threads, options.workers].map(
    Number,
  );
  const root = mkdtempSync(join(tmpdir(), 'smearlab-bench-'));
  const store = openStore(join(root, 'slide.db'));
  const classifier = classifierProcess({ threads: threads ?? 1, workers: workers ?? 1 });
  try {
    const run = makeRunFolder(join(root, 'run'), {
      network: networkChoiceSchema.parse({ name: options.network }),
      classes: CLASSES,
      size: size ?? 0,
    });
    const all = await cellsOfFolder(folder, never);
    const cells = { ...all, files: all.files.slice(0, most) };
    const slide = await openSlide(store, { accession: 'bench', notes: '', cells, signal: never, onProgress: () => undefined });
    const model: SlideModel = {
      ...{
        run: null,
        name: 'made',
        folder: join(root, 'run'),
        network: options.network,
        classes: CLASSES,
        imageSize: size ?? 0,
        version: '',
      },
      ...{ dataSet: { name: 'cells', hash: '0'.repeat(64) }, checkpoint: '0'.repeat(64), temperature: 1, threshold: 0, targetError: null },
      testTimeAugmentation: false,
    };
    const engine = await engineAlone(run, join(root, 'run'), {
      size: size ?? 0,
      threads: threads ?? 1,
      batches: Math.floor(cells.files.length / CELLS_OF_A_BATCH),
    });
    const ratios: number[] = [];
    for (let round = 1; round <= (rounds ?? 1); round++) {
      const marks: number[] = [];
      const [alone, of] = [
        await engine(),
        classifySlide(store, slide, {
          model,
          classifier,
          signal: never,
          onProgress: () => undefined,
          onKept: () => marks.push(performance.now()),
        }),
      ];
      await of;
      // From the first batch on: reading the network and compiling it is once per slide.
      const rate = ((marks.length - 1) * CELLS_OF_A_BATCH * 1000) / ((marks.at(-1) ?? 0) - (marks[0] ?? 0));
      ratios.push(rate / alone);
      console.log(
        `round ${round}: engine alone ${alone.toFixed(1)} cells/s, from files ${rate.toFixed(1)} cells/s, ratio ${(rate / alone).toFixed(3)}`,
      );
    }
    const median = [...ratios].sort((a, b) => a - b)[Math.floor(ratios.length / 2)] ?? 0;
    console.log(`${options.network} at ${size} px, ${cells.files.length} cells, ${threads} threads: median ratio ${median.toFixed(3)}`);
  } finally {
    await classifier.close();
    store.close();
    rmSync(root, { recursive: true });
  }
}

type Alone = { readonly size: number; readonly threads: number; readonly batches: number };

/** @returns what measures its cells per second */
async function engineAlone(
  run: Parameters<typeof readNetwork>[0],
  folder: string,
  { size, threads, batches }: Alone,
): Promise<() => Promise<number>> {
  const { network, state } = readNetwork(run, keptCheckpointFile(run, folder));
  const engine = await openDevice('cpu', { threads });
  const inference = await engine.compileInference(network, CELLS_OF_A_BATCH, state);
  const input = new Float32Array(CELLS_OF_A_BATCH * 3 * size * size).map((_, at) => (at % 251) / 251);
  return async () => {
    await inference.run(input);
    const began = performance.now();
    for (let batch = 1; batch < batches; batch++) await inference.run(input);
    return ((batches - 1) * CELLS_OF_A_BATCH * 1000) / (performance.now() - began);
  };
}
