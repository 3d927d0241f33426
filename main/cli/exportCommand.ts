/** `smearlab export WHAT`: one file per thing that is exported. */
import type { Command } from 'commander';
import { addExportImagesCommand } from './exportImagesCommand.ts';

export function addExportCommand(program: Command): void {
  const command = program.command('export').description('Writes what other programs take.');
  addExportImagesCommand(command);
}
