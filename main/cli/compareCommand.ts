/** `smearlab compare RUN RUN`: whether one of two runs is better, and whether the difference is real. */
import type { Command } from 'commander';
import type { Comparison } from '../../app/contract/comparison.ts';
import { compareRuns } from '../../app/evaluation/comparison/compareRuns.ts';
import { judgedRun } from '../../app/study/judgedRun.ts';

type Options = { readonly out: string; readonly json: boolean };

export function addCompareCommand(program: Command): void {
  program
    .command('compare')
    .description('Compares two finished runs on the images both are judged on: macro-F1, its difference (second less first), McNemar.')
    .argument('<first>', "a run's name in the study, or its folder")
    .argument('<second>', 'another')
    .option('--out <dir>', 'the output folder of the study', 'smearlab-study')
    .option('--json', 'one line of JSON', false)
    .action((first: string, second: string, { out, json }: Options) => {
      const comparison = compareRuns(judgedRun(first, out), judgedRun(second, out));
      console.log(json ? JSON.stringify(comparison) : comparisonText(comparison));
    });
}

export function comparisonText({ runs, images, accuracy, macroF1, difference, mcnemar, verdict }: Comparison): string {
  const width = Math.max(...runs.map(({ length }) => length));
  const rows = runs.map((name, index) => `${name.padEnd(width)}  macro-F1 ${share(macroF1[index])}  accuracy ${share(accuracy[index])}`);
  const { value, low, high } = difference;
  return [
    ...rows,
    `difference of macro-F1 (second less first) ${signed(value)}, 95 % interval ${signed(low)} to ${signed(high)} over ${images} images`,
    `only the first right ${mcnemar.b}, only the second right ${mcnemar.c}: McNemar p ${mcnemar.p < 0.0001 ? '< 0.0001' : `= ${mcnemar.p.toFixed(4)}`}`,
    `${verdict[0]?.toUpperCase() ?? ''}${verdict.slice(1)}.`,
  ].join('\n');
}

function share(value: number | undefined): string {
  return (value ?? 0).toFixed(4);
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(4)}`;
}
