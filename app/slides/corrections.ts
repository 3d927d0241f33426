/** Cells that a person labelled, as images for the next training: copied beside a list that says what each is, and where it comes from. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { errorCode, SmearlabError, writeFailure } from '../contract/failure.ts';
import type { PersonallyLabelled } from '../store/cells.ts';
import { writeWholeFile } from '../training/wholeFile.ts';

/** Read by the import with the layout `labels`. `group` keeps the cells of a slide in one split; `source` and `predicted` are for people. */
const COLUMNS = ['file', 'class', 'group', 'source', 'predicted'] as const;
const rowSchema = z.object({ file: z.string(), class: z.string(), group: z.string(), source: z.string(), predicted: z.string() });
export type CorrectionRow = z.infer<typeof rowSchema>;

export const CORRECTIONS_LIST = 'labels.csv';

/** Where corrections lie in a data folder, by the name of their data set. */
export function correctionsFolder(root: string, dataSet: string): string {
  return join(root, 'corrections', dataSet);
}

/** A row for each cell over those that are there: of the same picture the latest word counts, wherever it was said. */
export function mergedRows(known: readonly CorrectionRow[], added: readonly CorrectionRow[]): CorrectionRow[] {
  const rows = new Map(known.map((row) => [hashOf(row), row]));
  for (const row of added) rows.set(hashOf(row), { ...row, file: rows.get(hashOf(row))?.file ?? row.file });
  return [...rows.values()].sort((a, b) => (a.file < b.file ? -1 : 1));
}

/** The name of a copy is the SHA-256 of its bytes. */
function hashOf({ file }: CorrectionRow): string {
  return /([0-9a-f]{64})\.[a-z0-9]*$/.exec(file)?.[1] ?? file;
}

export function rowOf(slide: { readonly id: number; readonly accession: string }, cell: PersonallyLabelled): CorrectionRow {
  const ending = extname(cell.file).toLowerCase();
  return {
    ...{ file: `slide-${slide.id}/${cell.sha256}${ending}`, class: cell.class, group: `slide-${slide.id}` },
    ...{ source: `slide ${slide.accession}`, predicted: cell.predicted ?? '' },
  };
}

export function listText(rows: readonly CorrectionRow[]): string {
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  return [COLUMNS.join(','), ...rows.map((row) => COLUMNS.map((column) => quoted(row[column])).join(','))].join('\n').concat('\n');
}

/** @throws SmearlabError wrong-usage for a list that was changed by hand so that it is none any more */
export function readList(folder: string): CorrectionRow[] {
  const file = join(folder, CORRECTIONS_LIST);
  if (!existsSync(file)) return [];
  try {
    const [columns, ...lines] = z.array(z.array(z.string())).parse(parse(readFileSync(file)));
    if (columns?.join() !== COLUMNS.join()) throw new Error('Its columns are others.');
    return lines.map((line) => rowSchema.parse(Object.fromEntries(COLUMNS.map((column, at) => [column, line[at]]))));
  } catch (cause) {
    throw new SmearlabError('wrong-usage', `The list ${file} cannot be read. Put it back as it was, or choose another data set.`, {
      file,
      cause,
    });
  }
}

export type Copied = { readonly images: number; readonly alreadyThere: number };

/**
 * Copies the cells and brings the list up to date; a copy that is not listed, after an interruption, is no image of the data set.
 * @throws SmearlabError changed-file, missing-file, not-writable, disk-full
 */
export function copyCorrections(
  folder: string,
  slide: { readonly id: number; readonly accession: string },
  cells: readonly PersonallyLabelled[],
): Copied {
  const known = readList(folder);
  const rows = mergedRows(
    known,
    cells.map((cell) => rowOf(slide, cell)),
  );
  const byHash = new Map(rows.map((row) => [hashOf(row), row]));
  const before = new Map(known.map((row) => [hashOf(row), row.class]));
  for (const cell of cells) {
    const row = byHash.get(cell.sha256);
    const copy = join(folder, row?.file ?? '');
    if (row === undefined || existsSync(copy)) continue;
    const bytes = unchangedBytes(cell);
    try {
      mkdirSync(join(copy, '..'), { recursive: true });
    } catch (error) {
      throw writeFailure(error, copy);
    }
    writeWholeFile(copy, [bytes]);
  }
  writeWholeFile(join(folder, CORRECTIONS_LIST), [Buffer.from(listText(rows))]);
  const alreadyThere = cells.filter((cell) => before.get(cell.sha256) === cell.class).length;
  return { images: cells.length - alreadyThere, alreadyThere };
}

function unchangedBytes({ file, sha256 }: PersonallyLabelled): Buffer {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (cause) {
    throw new SmearlabError(
      'missing-file',
      `The cell ${file} cannot be read any more (${errorCode(cause) ?? String(cause)}). Put it back.`,
      { file, cause },
    );
  }
  if (createHash('sha256').update(bytes).digest('hex') === sha256) return bytes;
  throw new SmearlabError(
    'changed-file',
    `The file ${file} has changed since its slide was opened, so its label may not fit. Open the slide anew.`,
    { file },
  );
}
