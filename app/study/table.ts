/** The side-by-side table of the study as text: subset by arm, with the study's published numbers beside ours. Pure. */
import type { StudyResult, StudyRow } from '../contract/studyResult.ts';
import type { Arm } from '../contract/words.ts';
import type { ReferenceRow } from './reference.ts';

const ARMS: readonly Arm[] = ['plain', 'masks', 'ensemble'];

/** Accuracy / macro-F1 of each subset and arm, then the published rows of the same subsets, then what was pre-trained. */
export function studyTable(result: StudyResult, reference: readonly ReferenceRow[]): string {
  const subsets = [...new Set(result.rows.map(({ subset }) => subset))];
  const header = ['subset', 'train', 'plain', 'with masks', 'ensemble', 'study: plain', 'study: ensemble'];
  const lines = subsets.map((subset) => {
    const own = result.rows.filter((row) => row.subset === subset);
    const published = (arm: Arm) => reference.find((row) => row.subset === subset && row.arm === arm);
    return [
      `${subset} %`,
      String(own[0]?.trainImages ?? 0),
      ...ARMS.map((arm) => scores(own.find((row) => row.arm === arm))),
      scores(published('plain')),
      scores(published('ensemble')),
    ];
  });
  const { autoencoder, cam16 } = result.pretraining;
  return [
    'Accuracy / macro-F1 on the validation images, last epoch unless the recipe keeps the best',
    '',
    ...aligned([header, ...lines]),
    '',
    `Pre-training: autoencoder, validation MSE ${autoencoder.validationMse.toPrecision(4)} (study: 0.001165); CAM16, accuracy ${cam16.accuracy.toFixed(4)} (study: 0.8704)`,
    "The study's columns are its published results on other images; its WBC-100 ensemble matrix covers 1171 images, not 1728.",
  ].join('\n');
}

function scores(row: Pick<StudyRow, 'accuracy' | 'macroF1'> | undefined): string {
  return row === undefined ? '–' : `${row.accuracy.toFixed(4)} / ${row.macroF1.toFixed(4)}`;
}

/** Columns as wide as their widest cell, with a rule below the first row. */
export function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = rows.reduce<number[]>((known, row) => row.map((cell, column) => Math.max(known[column] ?? 0, cell.length)), []);
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('   ')
      .trimEnd(),
  );
  lines.splice(1, 0, widths.map((width) => '─'.repeat(width)).join('   '));
  return lines;
}
