/** The cells of slides: their files, and what a model took each for. */
import { z } from 'zod';
import { SmearlabError } from '../contract/failure.ts';
import {
  type Cell,
  type CellFilter,
  type CellOrder,
  type CellPage,
  type CellResult,
  cellFlagSchema,
  type SlideModel,
} from '../contract/slides.ts';
import { flagColumn, insert, jsonColumn, type Parameters, readAll, readOne, write } from './rows.ts';
import type { Store } from './store.ts';

const labelSchema = z.enum(['class', 'not counted']).nullable();
const rowSchema = z.object({
  ...{ id: z.int(), slide_id: z.int(), file: z.string(), path: z.string(), sha256: z.string().nullable() },
  ...{ width: z.int(), height: z.int(), flags: jsonColumn(z.array(cellFlagSchema)), duplicate_of: z.int().nullable() },
  ...{ result: z.enum(['waiting', 'classified', 'unclassified']), predicted: z.string().nullable(), probability: z.number().nullable() },
  ...{ probabilities: z.string().nullable(), is_below_threshold: flagColumn.nullable() },
  ...{ reason: z.enum(['unreadable', 'missing', 'changed', 'failed']).nullable(), sentence: z.string().nullable() },
  ...{ label: labelSchema, label_class: z.string().nullable(), classes: jsonColumn(z.array(z.string())) },
});

const cellRowSchema = rowSchema.transform(
  (row): Cell => ({
    ...{ id: row.id, slide: row.slide_id, file: row.file, path: row.path, sha256: row.sha256, width: row.width, height: row.height },
    ...{ flags: row.flags, duplicateOf: row.duplicate_of, result: resultOf(row) },
    label: labelOf(row.label, row.label_class),
  }),
);

export function labelOf(kind: z.infer<typeof labelSchema>, name: string | null): Cell['label'] {
  if (kind === null) return null;
  return kind === 'class' ? { kind, class: name ?? '' } : { kind };
}

function resultOf(row: z.output<typeof rowSchema>): CellResult {
  if (row.result === 'unclassified') return { kind: 'unclassified', reason: row.reason ?? 'failed', sentence: row.sentence ?? '' };
  if (row.result === 'waiting') return { kind: 'waiting' };
  const probabilities = jsonColumn(z.array(z.number())).parse(row.probabilities);
  return {
    ...{ kind: 'classified', predicted: row.predicted ?? '', probability: row.probability ?? 0, probabilities },
    second: secondOf(row.classes, row.predicted ?? '', probabilities),
    isBelowThreshold: row.is_below_threshold ?? false,
  };
}

/** The most probable class but the predicted one. */
function secondOf(classes: readonly string[], predicted: string, probabilities: readonly number[]) {
  const others = classes.flatMap((name, at) => (name === predicted ? [] : [{ class: name, probability: probabilities[at] ?? 0 }]));
  const best = others.reduce<(typeof others)[number] | null>((a, b) => (a === null || b.probability > a.probability ? b : a), null);
  return best;
}

const SELECT = `SELECT cells.*, coalesce(json_extract(slides.model, '$.classes'), '[]') AS classes
                FROM cells JOIN slides ON slides.id = slide_id`;

/** All cells of a slide in the order of their files. */
export function cellsOf(store: Store, slideId: number): Cell[] {
  return readAll(store, cellRowSchema, `${SELECT} WHERE slide_id = ? ORDER BY position`, [slideId]);
}

/** @throws SmearlabError wrong-usage for a cell that is not there */
export function readCell(store: Store, id: number): Cell {
  const cell = readOne(store, cellRowSchema, `${SELECT} WHERE cells.id = ?`, [id]);
  if (cell === undefined) throw new SmearlabError('wrong-usage', 'This cell is not there any more. Look at its slide again.');
  return cell;
}

/** A cell of any slide with this picture, such as for its thumbnail. */
export function findCellBySha256(store: Store, sha256: string): { readonly file: string } | undefined {
  return readOne(store, z.object({ file: z.string() }), 'SELECT file FROM cells WHERE sha256 = ? LIMIT 1', [sha256]);
}

/** What a gallery puts a cell under. */
const SHOWN_AS = `CASE WHEN label = 'class' THEN label_class ELSE predicted END`;
const CORRECTED = `(coalesce(label, '') = 'class' AND label_class IS NOT predicted)`;

const ORDERS: Readonly<Record<CellOrder, string>> = {
  // What a person must look at comes first, and of that the least sure before all.
  review: `CASE standing WHEN 'uncertain' THEN 0 WHEN 'unclassified' THEN 1 WHEN 'waiting' THEN 2 ELSE 3 END,
           CASE WHEN standing = 'uncertain' THEN probability END, ${SHOWN_AS}, position`,
  path: 'position',
  probability: 'probability IS NULL, probability, position',
};

export type CellRequest = { readonly filter: CellFilter; readonly sort: CellOrder; readonly offset: number; readonly limit: number };

export function pageOfCells(store: Store, slideId: number, { filter, sort, offset, limit }: CellRequest): CellPage {
  const { where, values } = conditions(slideId, filter);
  const count = readOne(store, z.object({ total: z.int() }), `SELECT count(*) AS total FROM cells WHERE ${where}`, values);
  const sql = `${SELECT} WHERE ${where} ORDER BY ${ORDERS[sort]} LIMIT ? OFFSET ?`;
  return { total: count?.total ?? 0, cells: readAll(store, cellRowSchema, sql, [...values, limit, offset]) };
}

function conditions(slideId: number, filter: CellFilter): { readonly where: string; readonly values: Parameters } {
  const { standings, predicted, shownAs, flag, isCorrected } = filter;
  const parts: [string, ...(string | number | null)[]][] = [['slide_id = ?', slideId]];
  if (standings !== undefined) parts.push(['standing IN (SELECT value FROM json_each(?))', JSON.stringify(standings)]);
  if (predicted !== undefined) parts.push(['predicted = ?', predicted]);
  if (shownAs !== undefined) parts.push([`${SHOWN_AS} IS ?`, shownAs]);
  if (flag !== undefined) parts.push(['EXISTS (SELECT 1 FROM json_each(flags) WHERE value = ?)', flag]);
  if (isCorrected !== undefined) parts.push([`${CORRECTED} IS ?`, isCorrected ? 1 : 0]);
  return { where: parts.map(([sql]) => sql).join(' AND '), values: parts.flatMap(([, ...values]) => values) };
}

export type NewCell = Pick<Cell, 'file' | 'path' | 'sha256' | 'width' | 'height' | 'flags'> & {
  /** Place of an earlier one in the list. */
  readonly duplicateOf: number | null;
  readonly result: Extract<CellResult, { kind: 'waiting' | 'unclassified' }>;
};

/** In their order. */
export function addCells(store: Store, slideId: number, cells: readonly NewCell[]): void {
  store.transaction(() => {
    const ids: number[] = [];
    for (const [position, { file, path, sha256, width, height, flags, duplicateOf, result }] of cells.entries()) {
      const original = duplicateOf === null ? null : (ids[duplicateOf] ?? null);
      const [reason, sentence] = result.kind === 'unclassified' ? [result.reason, result.sentence] : [null, null];
      const id = insert(
        store,
        `INSERT INTO cells (slide_id, position, file, path, sha256, width, height, flags, duplicate_of, result, reason, sentence)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        [slideId, position, file, path, sha256, width, height, JSON.stringify(flags), original, result.kind, reason, sentence],
      );
      ids.push(id);
    }
  });
}

export type WaitingCell = { readonly id: number; readonly file: string; readonly sha256: string | null };
const waitingSchema = z.object({ id: z.int(), file: z.string(), sha256: z.string().nullable() });

/** Those that were not looked at yet, in the order of their files. */
export function waitingCells(store: Store, slideId: number): WaitingCell[] {
  const sql = `SELECT id, file, sha256 FROM cells WHERE slide_id = ? AND result = 'waiting' ORDER BY position`;
  return readAll(store, waitingSchema, sql, [slideId]);
}

export type FoundResult =
  | { readonly cell: number; readonly kind: 'classified'; readonly probabilities: readonly number[] }
  | ({ readonly cell: number } & Extract<CellResult, { kind: 'unclassified' }>);

/**
 * Keeps what was found of some cells, all or none. A cell that was forgotten meanwhile is passed over.
 * @throws SmearlabError internal for probabilities of other classes
 */
export function keepResults(store: Store, { classes, threshold }: SlideModel, found: readonly FoundResult[]): void {
  store.transaction(() => {
    for (const result of found) {
      if (result.kind === 'unclassified') keepUnclassified(store, result);
      else keepClassified(store, classes, threshold, result);
    }
  });
}

function keepUnclassified(store: Store, { cell, reason, sentence }: Extract<FoundResult, { kind: 'unclassified' }>): void {
  const sql = `UPDATE cells SET result = 'unclassified', reason = ?, sentence = ? WHERE id = ? AND result = 'waiting'`;
  write(store, sql, [reason, sentence, cell]);
}

function keepClassified(
  store: Store,
  classes: readonly string[],
  threshold: number,
  { cell, probabilities }: Extract<FoundResult, { kind: 'classified' }>,
): void {
  const best = probabilities.reduce((top, value, at) => (value > (probabilities[top] ?? 0) ? at : top), 0);
  const [predicted, probability] = [classes[best], probabilities[best]];
  if (predicted === undefined || probability === undefined || probabilities.length !== classes.length) {
    throw new SmearlabError('internal', 'A cell was given probabilities of other classes than its model has.');
  }
  write(
    store,
    `UPDATE cells SET result = 'classified', predicted = ?, probability = ?, probabilities = ?, is_below_threshold = ?
     WHERE id = ? AND result = 'waiting'`,
    [predicted, probability, JSON.stringify(probabilities), probability < threshold ? 1 : 0, cell],
  );
}

const labelledSchema = z
  .object({ id: z.int(), file: z.string(), sha256: z.string(), label_class: z.string(), predicted: z.string().nullable() })
  .transform(({ id, file, sha256, label_class, predicted }) => ({ id, file, sha256, class: label_class, predicted }));
export type PersonallyLabelled = z.output<typeof labelledSchema>;

/** Cells that a person gave a class, of each picture one; `corrected`: only those that the model took for something else. */
export function labelledCells(store: Store, slideId: number, which: 'corrected' | 'labelled'): PersonallyLabelled[] {
  const sql = `SELECT id, file, sha256, label_class, predicted FROM cells
               WHERE slide_id = ? AND label = 'class' AND sha256 IS NOT NULL ${which === 'corrected' ? `AND ${CORRECTED}` : ''} ORDER BY position`;
  const cells = readAll(store, labelledSchema, sql, [slideId]);
  return [...new Map(cells.map((cell) => [cell.sha256, cell])).values()];
}

/** Says that cells lie in the library as what they are labelled now. */
export function markSent(store: Store, cellIds: readonly number[]): void {
  const sql = 'UPDATE cells SET sent_at = ?, sent_class = label_class WHERE id IN (SELECT value FROM json_each(?))';
  write(store, sql, [new Date().toISOString(), JSON.stringify(cellIds)]);
}
