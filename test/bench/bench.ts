/** `npm run bench -- WHAT`: how fast the parts of the application are on this computer. */
import { Command, CommanderError } from 'commander';
import { EXIT_STATUS, exitStatusOf, sayFailure } from '../../main/cli/exit.ts';

/** Each is loaded only where it is asked for, because a process is measured together with all that it has loaded. */
const COMMANDS: Readonly<Record<string, () => Promise<(program: Command) => void>>> = {
  engine: async () => (await import('./engineCommand.ts')).addEngineCommand,
  floor: async () => (await import('./floorCommand.ts')).addFloorCommand,
  pipeline: async () => (await import('./pipelineCommand.ts')).addPipelineCommand,
  library: async () => (await import('./library/libraryCommand.ts')).addLibraryCommand,
  duplicates: async () => (await import('./duplicates/duplicatesCommand.ts')).addDuplicatesCommand,
  quality: async () => (await import('./slides/qualityCommand.ts')).addQualityCommand,
  classify: async () => (await import('./slides/classifyCommand.ts')).addClassifyCommand,
  runs: async () => (await import('./runs/runsCommand.ts')).addRunsCommand,
  ui: async () => (await import('./ui/uiCommand.ts')).addUiCommand,
};

const program = new Command('bench')
  .description('Measures the parts of Smearlab on this computer.')
  .showHelpAfterError('(--help explains)')
  .exitOverride();
const asked = COMMANDS[process.argv[2] ?? ''];
for (const load of asked === undefined ? Object.values(COMMANDS) : [asked]) (await load())(program);

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? EXIT_STATUS.finished : EXIT_STATUS.wrongUsage;
  else {
    sayFailure(error);
    process.exitCode = exitStatusOf(error);
  }
}
