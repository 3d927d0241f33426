/** `npm run bench -- WHAT`: how fast the parts of the application are on this computer. */
import { Command, CommanderError } from 'commander';
import { EXIT_STATUS, exitStatusOf, sayFailure } from '../../main/cli/exit.ts';
import { addDuplicatesCommand } from './duplicates/duplicatesCommand.ts';
import { addEngineCommand } from './engineCommand.ts';
import { addFloorCommand } from './floorCommand.ts';
import { addLibraryCommand } from './library/libraryCommand.ts';
import { addPipelineCommand } from './pipelineCommand.ts';
import { addRunsCommand } from './runs/runsCommand.ts';
import { addUiCommand } from './ui/uiCommand.ts';

const program = new Command('bench')
  .description('Measures the parts of Smearlab on this computer.')
  .showHelpAfterError('(--help explains)')
  .exitOverride();
for (const add of [
  addEngineCommand,
  addFloorCommand,
  addPipelineCommand,
  addLibraryCommand,
  addDuplicatesCommand,
  addRunsCommand,
  addUiCommand,
]) {
  add(program);
}

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? EXIT_STATUS.finished : EXIT_STATUS.wrongUsage;
  else {
    sayFailure(error);
    process.exitCode = exitStatusOf(error);
  }
}
