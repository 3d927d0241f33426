/** Proposed moves as a file that a person looks through. */
import { imageListCell } from '../imageList.ts';
import type { Move } from './proposeMoves.ts';

export type ListedMove = Move & { readonly dataSet: string };

const COLUMNS = ['data set', 'file', 'class', 'from', 'to', 'lot', 'because of'] as const;

/** One line for each move; CSV as RFC 4180 has it. */
export function moveListText(moves: readonly ListedMove[], format: 'csv' | 'json'): string {
  const rows = moves.map(
    ({ dataSet, image, to, lot, because }) => [dataSet, image.path, image.class, image.split, to, lot, because] as const,
  );
  if (format === 'csv')
    return [COLUMNS, ...rows].map((row) => `${row.map((cell) => imageListCell(String(cell ?? ''))).join(',')}\n`).join('');
  const objects = rows.map((row) => JSON.stringify(Object.fromEntries(COLUMNS.map((column, index) => [column, row[index]]))));
  return objects.length === 0 ? '[]\n' : `[\n${objects.join(',\n')}\n]\n`;
}
