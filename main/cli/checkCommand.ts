/** `smearlab check`: what is wrong with a library. */
import type { Command } from 'commander';
import { checkLibrary } from '../../app/library/check.ts';
import { EXIT_STATUS } from './exit.ts';
import { interruptSignal } from './interrupt.ts';
import { withLibraryOption } from './libraryOptions.ts';

/** Options of further checks are added to the command that this returns. */
export function addCheckCommand(program: Command): Command {
  return withLibraryOption(program.command('check'))
    .description('Looks for damage, missing and changed files, and whatever else makes numbers wrong; changes nothing.')
    .option('--contents', 'also read every file, to find those that changed without their size or time changing', false)
    .option('--json', 'one JSON array', false)
    .action(check);
}

/** Findings that keep the library from being used as it is, and so end the command with status 1. */
const SERIOUS = new Set(['integrity', 'files', 'masks']);

async function check(options: { readonly library: string; readonly contents: boolean; readonly json: boolean }): Promise<void> {
  const findings = await checkLibrary(options.library, { contents: options.contents, signal: interruptSignal() });
  if (options.json) console.log(JSON.stringify(findings));
  else if (findings.length === 0) console.log('Nothing is wrong.');
  else for (const { dataSet, sentence } of findings) console.log(dataSet === null ? sentence : `${dataSet}: ${sentence}`);
  if (findings.some(({ check: kind }) => SERIOUS.has(kind))) process.exitCode = EXIT_STATUS.failed;
}
