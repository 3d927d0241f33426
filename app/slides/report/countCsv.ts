/** A slide's count as CSV (RFC 4180): a line for each class and for each kind of cell that is not counted, each line whole by itself. */

import type { ReportedSlide } from '../../contract/signing.ts';
import { imageListCell } from '../../library/imageList.ts';
import { RESEARCH_USE_ONLY } from './researchUse.ts';

const COLUMNS = [
  ...['accession', 'version', 'line', 'class', 'cells', 'by_person', 'per_cent', 'low_95', 'high_95'],
  ...['range_low', 'range_high', 'comparison', 'counted', 'model', 'checkpoint_sha256', 'data_set_sha256', 'program', 'program_version'],
  ...['signed_by', 'role', 'meaning', 'signed_at', 'signed_sha256', 'use'],
] as const;

export function countCsv({ counted, signed }: ReportedSlide): string {
  const { slide, model, count, program } = counted;
  const first = [text(slide.accession), slide.version];
  const last = [
    ...[count.counted, text(model.name), model.checkpoint, model.dataSet.hash, program.name, program.version],
    ...[
      text(signed?.signature.name ?? ''),
      signed?.signature.role ?? '',
      signed?.signature.meaning ?? '',
      signed?.signature.signedAt ?? '',
    ],
    ...[signed?.hash ?? '', RESEARCH_USE_ONLY.en],
  ];
  const classes = count.classes.map((line) => [
    ...first,
    ...['class', text(line.class), line.cells, line.byPerson, perCent(line.share)],
    ...[perCent(line.low), perCent(line.high), line.range?.low ?? '', line.range?.high ?? '', line.comparison ?? ''],
    ...last,
  ]);
  const apart = (
    [
      ['uncertain', count.uncertain],
      ['unclassified', count.unclassified + count.waiting],
      ['not counted', count.notCounted],
      ['duplicate', count.duplicates],
    ] as const
  ).map(([line, cells]) => [...first, line, '', cells, ...Array.from({ length: 7 }, () => ''), ...last]);
  return [COLUMNS, ...classes, ...apart].map((row) => `${row.map((cell) => imageListCell(String(cell))).join(',')}\r\n`).join('');
}

/** To a hundredth of a per cent. */
function perCent(share: number | null): number | '' {
  return share === null ? '' : Math.round(10_000 * share) / 100;
}

/** A spreadsheet must not take what a person wrote for a formula. */
function text(words: string): string {
  return /^[=+\-@\t\r]/.test(words) ? `'${words}` : words;
}
