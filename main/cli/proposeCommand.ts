/** `smearlab masks propose`, `accept` and `reject`: proposals of masks, how good they are, and what a person says of them. */
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { SmearlabError } from '../../app/contract/failure.ts';
import type { Agreement, ProposerEvaluation, ProposingSummary } from '../../app/contract/library.ts';
import { named } from '../../app/library/folded.ts';
import { changingLibrary, dataSetCalled } from '../../app/library/library.ts';
import { judgeProposals, proposeMasks } from '../../app/library/proposals.ts';
import { contactSheet, MOST_ON_A_SHEET, type SheetRow, writeSheet } from '../../app/library/proposer/contactSheet.ts';
import { type EvaluatedPart, evaluateProposer, type Judged } from '../../app/library/proposer/evaluate.ts';
import { findImage } from '../../app/store/images.ts';
import { waitingProposals } from '../../app/store/proposals.ts';
import { interruptSignal } from './interrupt.ts';
import { imageAt, type MaskOptions, withDataSet } from './maskOptions.ts';
import { type ProgressLine, progressLine } from './progressLine.ts';

type ProposeOptions = MaskOptions & {
  readonly evaluate?: string;
  readonly part: EvaluatedPart;
  readonly out?: string;
  readonly again: boolean;
  readonly json: boolean;
};
type JudgeOptions = MaskOptions & { readonly all: boolean };

/** @param masks the command group `masks` */
export function addProposeCommands(masks: Command): void {
  withDataSet(masks.command('propose'))
    .description('Proposes masks for images that have none. They count for nothing until they are accepted.')
    .option('--again', 'also where a proposal was rejected: the new one waits in its place', false)
    .option('--evaluate <folder>', 'instead, compares proposals with the masks in this folder: a table of Dice, no library is touched')
    .addOption(
      new Option('--part <part>', 'of the images to compare, sorted by path: every second one from the first (even) or second (odd)')
        .choices(['all', 'even', 'odd'])
        .default('all'),
    )
    .option('--out <file>', 'a PNG to look at: pictures with outlines, those that agree least first')
    .option('--json', 'one line of JSON', false)
    .action((options: ProposeOptions) =>
      withProgress((line, signal) => (options.evaluate === undefined ? propose : evaluate)(options, line, signal)),
    );
  for (const [name, verdict, description] of [
    ['accept', 'accepted', 'Accepts proposed masks: from now on they count like those of the lab.'],
    ['reject', 'rejected', 'Rejects proposed masks: they count for nothing, and are proposed anew only with propose --again.'],
  ] as const) {
    withDataSet(masks.command(name))
      .description(description)
      .argument('[images...]', 'paths of images in their data set')
      .option('--all', 'every proposal that waits', false)
      .action((paths: readonly string[], options: JudgeOptions) => judge(paths, options, verdict));
  }
}

async function withProgress(work: (line: ProgressLine, signal: AbortSignal) => Promise<void>): Promise<void> {
  const line = progressLine(process.stderr);
  try {
    await work(line, interruptSignal());
  } finally {
    line.clear();
  }
}

async function propose(options: ProposeOptions, line: ProgressLine, signal: AbortSignal): Promise<void> {
  const rows: SheetRow[] = [];
  const summary = await changingLibrary(options.library, (library) =>
    proposeMasks(library, dataSetCalled(library.store, options.dataSet), {
      ...{ onProgress: line.show, signal, again: options.again },
      onProposal: (_, pixels, proposal) => {
        if (options.out !== undefined && rows.length < MOST_ON_A_SHEET) rows.push({ pixels, views: [null, proposal] });
      },
    }),
  );
  if (options.out !== undefined) await writeSheet(contactSheet(rows), resolve(options.out));
  line.clear();
  for (const sentence of summary.unreadable) console.error(`Note: ${sentence}`);
  console.log(options.json ? JSON.stringify(summary) : summaryText(summary));
}

function summaryText({ dataSet, images, proposed, withoutCell, unreadable }: ProposingSummary): string {
  if (images === 0) return `${dataSet}: every image has a mask or a proposal.`;
  const none = withoutCell.length === 0 ? '' : `\n  no stained cell stands out in ${withoutCell.length}: ${named(withoutCell)}`;
  const bad = unreadable.length === 0 ? '' : `, ${unreadable.length} could not be read`;
  return `${dataSet}: ${proposed} masks proposed for ${images} images without one${bad}. They count once they are accepted.${none}`;
}

async function evaluate(options: ProposeOptions, line: ProgressLine, signal: AbortSignal): Promise<void> {
  let worst: Judged[] = [];
  const evaluation = await evaluateProposer({
    ...{ folder: options.evaluate ?? '', part: options.part, onProgress: line.show, signal },
    onJudged: (judged) => {
      if (options.out === undefined) return;
      worst = [...worst, judged].sort((a, b) => leastOf(a) - leastOf(b)).slice(0, MOST_ON_A_SHEET);
    },
  });
  const rows = worst.map(({ pixels, expert, proposal }) => ({ pixels, views: [null, expert, proposal] }));
  if (options.out !== undefined) await writeSheet(contactSheet(rows), resolve(options.out));
  line.clear();
  console.log(options.json ? JSON.stringify(evaluation) : evaluationText(evaluation));
}

function leastOf({ cell, nucleus }: Judged): number {
  return Math.min(cell, nucleus ?? 1);
}

export function evaluationText({ rows, withoutCell, part }: ProposerEvaluation): string {
  const numbers = (of: Agreement | null) =>
    of === null ? ['–', '–', '–'] : [of.mean, of.least, of.tenth].map((value) => value.toFixed(3));
  const line = (label: string, cells: readonly string[]) => [label.padEnd(16), ...cells.map((cell) => cell.padStart(8))].join(' ');
  return [
    `Dice of proposed and given masks${part === 'all' ? '' : `, ${part} images`}`,
    line('', ['images', 'cell', 'least', '10 %', 'nucleus', 'least', '10 %']),
    ...rows.map((row) => line(row.class ?? 'all', [String(row.images), ...numbers(row.cell), ...numbers(row.nucleus)])),
    ...(withoutCell.length === 0 ? [] : [`no stained cell stands out in ${withoutCell.length}: ${named(withoutCell)}`]),
  ].join('\n');
}

async function judge(paths: readonly string[], options: JudgeOptions, verdict: 'accepted' | 'rejected'): Promise<void> {
  if (options.all === paths.length > 0) {
    throw new SmearlabError(
      'wrong-usage',
      'Name the images whose proposals are meant, or give --all for every one that waits: one of the two.',
    );
  }
  const { name, count } = await changingLibrary(options.library, (library) => {
    const dataSet = dataSetCalled(library.store, options.dataSet);
    const images = options.all
      ? waitingProposals(library.store, dataSet.id).flatMap((id) => findImage(library.store, id) ?? [])
      : paths.map((path) => imageAt(library.store, dataSet, path));
    judgeProposals(library, images, verdict);
    return { name: dataSet.name, count: images.length };
  });
  console.log(`${name}: ${count} proposed ${count === 1 ? 'mask' : 'masks'} ${verdict}.`);
}
