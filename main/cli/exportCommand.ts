/** `smearlab export …`: takes something out of Smearlab in a form that other programs read. */
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import {
  EXPORT_FORMATS,
  EXPORTED_CHECKPOINTS,
  type ExportedCheckpoint,
  type ExportFormat,
  exportModel,
} from '../../app/export/exportModel.ts';
import { addExportImagesCommand } from './exportImagesCommand.ts';

type ModelOptions = {
  readonly format: ExportFormat;
  readonly out: string;
  readonly checkpoint?: ExportedCheckpoint;
  readonly force: boolean;
};

export function addExportCommand(program: Command): void {
  const group = program.command('export').description('Takes a trained network, or a list of images, out of Smearlab for other programs.');
  group
    .command('model')
    .description('Writes the network of a run as ONNX, or as a model of TensorFlow.js; docs/export.md shows how to use it.')
    .argument('<run-folder>', 'a folder with run.json and checkpoints, such as smearlab-study/runs/wbc-100-ensemble')
    .addOption(new Option('--format <format>', 'onnx: one file; tfjs: a folder').choices(EXPORT_FORMATS).makeOptionMandatory())
    .requiredOption('--out <path>', 'the file or folder to write')
    .addOption(new Option('--checkpoint <which>', 'which network (default: the one that the recipe keeps)').choices(EXPORTED_CHECKPOINTS))
    .option('--force', 'replace an earlier export', false)
    .action(model);
  addExportImagesCommand(group);
}

function model(runFolder: string, { format, out, checkpoint, force }: ModelOptions): void {
  const target = resolve(out);
  const facts = exportModel({ runFolder: resolve(runFolder), format, checkpoint: checkpoint ?? null, target, force });
  console.error(`${facts.run}: ${facts.network}, ${facts.imageSize} px, ${facts.checkpoint} checkpoint, epoch ${facts.epoch}`);
  console.log(target);
}
