#!/usr/bin/env node
/** The command line: `smearlab COMMAND`, one file per command. */
import { Command, CommanderError } from 'commander';
import { PRODUCT } from '../../app/contract/product.ts';
import { addAuditCommand } from './auditCommand.ts';
import { addAugmentCommand } from './augmentCommand.ts';
import { addCheckCommand } from './checkCommand.ts';
import { addClassifyCommand } from './classifyCommand.ts';
import { addCompareCommand } from './compareCommand.ts';
import { addDevicesCommand } from './devicesCommand.ts';
import { EXIT_STATUS, exitStatusOf, sayFailure } from './exit.ts';
import { addExplainCommand } from './explainCommand.ts';
import { addExportCommand } from './exportCommand.ts';
import { addImportCommand } from './importCommand.ts';
import { addMasksCommand } from './masksCommand.ts';
import { addReportCommand } from './reportCommand.ts';
import { addRunCommand } from './runCommand.ts';
import { addRunsCommand } from './runsCommand.ts';
import { addSampleCommand } from './sampleCommand.ts';
import { addStudyCommand } from './studyCommand.ts';
import { addSubsetCommand } from './subsetCommand.ts';
import { addUsersCommand } from './usersCommand.ts';

const program = new Command('smearlab')
  .description('Trains and compares white-blood-cell classifiers on this computer; nothing leaves the building.')
  .version(PRODUCT.version, '--version', 'which version of Smearlab this is')
  .showHelpAfterError('(--help explains)')
  .exitOverride();
const training = [
  addStudyCommand,
  addRunCommand,
  addRunsCommand,
  addCompareCommand,
  addExplainCommand,
  addReportCommand,
  addDevicesCommand,
  addSampleCommand,
  addAugmentCommand,
];
const keepingImages = [addImportCommand, addMasksCommand, addSubsetCommand, addCheckCommand, addExportCommand];
const slides = [addClassifyCommand, addUsersCommand, addAuditCommand];
for (const add of [...training, ...keepingImages, ...slides]) add(program);

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? EXIT_STATUS.finished : EXIT_STATUS.wrongUsage;
  else {
    sayFailure(error);
    process.exitCode = exitStatusOf(error);
  }
}
