/** Exports the network of a run's folder: reads what the training left there, and writes it in another format. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SmearlabError } from '../contract/failure.ts';
import { PRODUCT } from '../contract/product.ts';
import type { RunFile } from '../contract/runFile.ts';
import { BEST_CHECKPOINT, LAST_CHECKPOINT } from '../training/checkpoint.ts';
import { RUN_FILE } from '../training/executeRun.ts';
import { readNetwork, runOfFolder } from '../training/keptNetwork.ts';
import { type ModelFacts, PREPROCESSING, REMARK } from './facts.ts';
import { onnxModel } from './onnx/onnxModel.ts';
import type { TrainedNetwork } from './tensors.ts';
import { isModelFile, layersModel } from './tfjs/layersModel.ts';
import { assertFree, type Exported, writeExport } from './writeExport.ts';

export const EXPORT_FORMATS = ['onnx', 'tfjs'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export const EXPORTED_CHECKPOINTS = ['last', 'best'] as const;
export type ExportedCheckpoint = (typeof EXPORTED_CHECKPOINTS)[number];

export type ExportRequest = {
  /** Holds run.json and the run's checkpoints. */
  readonly runFolder: string;
  readonly format: ExportFormat;
  /** null: the one that the recipe keeps. */
  readonly checkpoint: ExportedCheckpoint | null;
  /** The .onnx file, or the folder for TensorFlow.js. */
  readonly target: string;
  /** Whether an earlier export there is replaced. */
  readonly force: boolean;
};

const FILES = { last: LAST_CHECKPOINT, best: BEST_CHECKPOINT } as const;

const FORMATS: Readonly<Record<ExportFormat, { kind: Exported['kind']; write: (trained: TrainedNetwork, facts: ModelFacts) => Exported }>> =
  {
    onnx: { kind: 'file', write: (trained, facts) => ({ kind: 'file', bytes: onnxModel(trained, facts) }) },
    tfjs: { kind: 'folder', write: (trained, facts) => ({ kind: 'folder', files: layersModel(trained, facts) }) },
  };

/**
 * @returns what the exported model says of itself
 * @throws SmearlabError `missing-file`, `bad-run-file` or `damaged-checkpoint` for what is exported; `already-there`, `disk-full` or
 * `not-writable` for where it goes
 */
export function exportModel({ runFolder, format, checkpoint, target, force }: ExportRequest): ModelFacts {
  assertFree(target, FORMATS[format].kind, force, isModelFile);
  const run = runOfFolder(runFolder);
  const which = checkpoint ?? run.recipe.training.keep;
  const file = checkpointFile(run, runFolder, which);
  const read = readNetwork(run, file);
  const facts = factsOf(run, which, read.curve.length);
  writeExport(target, FORMATS[format].write({ network: read.network, state: read.state }, facts));
  return facts;
}

function checkpointFile(run: RunFile, folder: string, which: ExportedCheckpoint): string {
  const file = join(folder, FILES[which]);
  if (existsSync(file)) return file;
  const other = EXPORTED_CHECKPOINTS.find((name) => existsSync(join(folder, FILES[name])));
  const advice =
    other === undefined
      ? `has no checkpoint yet. Train it first: smearlab run ${join(folder, RUN_FILE)}`
      : `has no checkpoint ${FILES[which]}. Export the other one with --checkpoint ${other}`;
  throw new SmearlabError('missing-file', `The run ${run.name} ${advice}.`, { file });
}

function factsOf(run: RunFile, checkpoint: ExportedCheckpoint, epoch: number): ModelFacts {
  const { name, recipe, classes, dataSet, subset, seed } = run;
  return {
    ...{ product: PRODUCT.name, version: PRODUCT.version, remark: REMARK },
    ...{ network: recipe.network.name, run: name, checkpoint, epoch, classes, imageSize: recipe.imageSize },
    ...{ preprocessing: PREPROCESSING, dataSet: { name: dataSet.name, hash: dataSet.hash }, subset, seed },
  };
}
