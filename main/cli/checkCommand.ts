/** `smearlab check`: what is wrong with a library; with --fix, what would have to move so that nothing lies in two splits. */
import { type Command, Option } from 'commander';
import { SmearlabError } from '../../app/contract/failure.ts';
import type { Finding, Severity } from '../../app/contract/findings.ts';
import { checkLibrary } from '../../app/library/check.ts';
import { lookAtImages } from '../../app/library/duplicates/lookAtImages.ts';
import { fixLeaks } from './checkFix.ts';
import { EXIT_STATUS } from './exit.ts';
import { interruptSignal } from './interrupt.ts';
import { withLibraryOption } from './libraryOptions.ts';
import { progressLine } from './progressLine.ts';

type Options = {
  readonly library: string;
  readonly name?: string;
  readonly contents: boolean;
  readonly fix: boolean;
  readonly apply: boolean;
  readonly out?: string;
  readonly format: 'csv' | 'json';
  readonly json: boolean;
};

/** Options of further checks are added to the command that this returns. */
export function addCheckCommand(program: Command): Command {
  return withLibraryOption(program.command('check'))
    .description(
      'Looks for leakage and duplicates, damage, missing and changed files, and whatever else makes numbers wrong; changes nothing without --apply.',
    )
    .option('--name <name>', 'of this data set alone')
    .option('--contents', 'also read every file, to find those that changed without their size or time changing', false)
    .option('--fix', 'propose which images to move to another split so that no file, picture, smear or patient is in two', false)
    .option('--apply', 'with --fix: carry the moves out, in the database alone; files stay where they are', false)
    .option('--out <file>', 'with --fix: write the moves to this new file (default: moves.csv in the library)')
    .addOption(new Option('--format <format>', 'with --fix: of that file').choices(['csv', 'json']).default('csv'))
    .option('--json', 'one JSON array', false)
    .action(check);
}

/** Nothing where moves were asked for. */
async function work(options: Options, asked: Parameters<typeof fixLeaks>[1], line: ProgressLine): Promise<Finding[] | undefined> {
  if (!options.fix) return checkLibrary(options.library, { ...asked, contents: options.contents, onProgress: line.show });
  await lookAtImages(options.library, asked, line.show).finally(line.clear);
  await fixLeaks(options.library, asked, options);
  return undefined;
}

type ProgressLine = ReturnType<typeof progressLine>;

const WORDS: Readonly<Record<Severity, string>> = { serious: 'serious', warning: 'warning', note: 'note   ' };

async function check(options: Options): Promise<void> {
  if (!options.fix && (options.apply || options.out !== undefined)) {
    throw new SmearlabError('wrong-usage', '--apply and --out belong to --fix. Add it.');
  }
  const asked = { dataSet: options.name, signal: interruptSignal() };
  const line = progressLine(process.stderr);
  const findings = await work(options, asked, line).finally(line.clear);
  if (findings === undefined) return;
  if (options.json) console.log(JSON.stringify(findings));
  else if (findings.length === 0) console.log('Nothing is wrong.');
  else for (const finding of findings) console.log(lineOf(finding));
  if (!options.json && findings.some(({ check }) => check.startsWith('leak-')))
    console.log('smearlab check --fix proposes how leakage is mended.');
  if (findings.some(({ severity }) => severity === 'serious')) process.exitCode = EXIT_STATUS.failed;
}

function lineOf({ severity, dataSet, sentence }: Finding): string {
  return `${WORDS[severity]}  ${dataSet === null ? '' : `${dataSet}: `}${sentence}`;
}
