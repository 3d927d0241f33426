/** Slides: what they are called, how far they are, and with which model. */
import { z } from 'zod';
import { SmearlabError } from '../contract/failure.ts';
import {
  CELL_STANDINGS,
  cellStandingSchema,
  type SlideModel,
  type SlideState,
  type SlideStateKind,
  type StandingCounts,
  slideModelSchema,
} from '../contract/slides.ts';
import { insert, jsonColumn, readAll, readOne, write } from './rows.ts';
import type { Store } from './store.ts';

/** `classifying` says nothing of whether somebody works on it at this moment: the database cannot know. */
export type StoredState = Exclude<SlideState, { kind: 'classifying' }> | { readonly kind: 'classifying'; readonly model: SlideModel };

export type SlideRow = {
  readonly id: number;
  readonly accession: string;
  readonly notes: string;
  readonly folder: string | null;
  readonly warnings: readonly string[];
  readonly openedAt: string;
  readonly version: number;
  readonly state: StoredState;
};

const slideRowSchema = z
  .object({
    ...{ id: z.int(), accession: z.string(), notes: z.string(), folder: z.string().nullable(), opened_at: z.string(), version: z.int() },
    warnings: jsonColumn(z.array(z.string())),
    state: z.enum(['open', 'classifying', 'review', 'signed']),
    model: z
      .string()
      .nullable()
      .transform((text, context) => {
        if (text === null) return null;
        const model = jsonColumn(slideModelSchema).safeParse(text);
        if (model.success) return model.data;
        context.addIssue('the model of a slide is none');
        return z.NEVER;
      }),
    ...{ classified_at: z.string().nullable(), signed_at: z.string().nullable(), signed_by: z.string().nullable() },
    signature_meaning: z.string().nullable(),
  })
  .transform(
    (row): SlideRow => ({
      ...{ id: row.id, accession: row.accession, notes: row.notes, folder: row.folder, warnings: row.warnings },
      ...{ openedAt: row.opened_at, version: row.version, state: stateOf(row) },
    }),
  );

type Columns = {
  readonly state: SlideStateKind;
  readonly model: SlideModel | null;
  readonly classified_at: string | null;
  readonly signed_at: string | null;
  readonly signed_by: string | null;
  readonly signature_meaning: string | null;
};

/** The table's checks hold that what a state needs is there. */
function stateOf({ state, model, classified_at, signed_at, signed_by, signature_meaning }: Columns): StoredState {
  if (state === 'open' || model === null) return { kind: 'open' };
  if (state === 'classifying') return { kind: 'classifying', model };
  const classifiedAt = classified_at ?? '';
  if (state === 'review') return { kind: 'review', model, classifiedAt };
  return { kind: 'signed', model, classifiedAt, signedAt: signed_at ?? '', signedBy: signed_by ?? '', meaning: signature_meaning ?? '' };
}

/** The latest opened first. */
export function listSlides(store: Store): SlideRow[] {
  return readAll(store, slideRowSchema, 'SELECT * FROM slides ORDER BY id DESC');
}

export function findSlide(store: Store, id: number): SlideRow | undefined {
  return readOne(store, slideRowSchema, 'SELECT * FROM slides WHERE id = ?', [id]);
}

/** @throws SmearlabError wrong-usage for a slide that is not there */
export function readSlide(store: Store, id: number): SlideRow {
  const slide = findSlide(store, id);
  if (slide === undefined) throw new SmearlabError('wrong-usage', 'This slide is not there any more. Choose another one.');
  return slide;
}

export type NewSlide = Pick<SlideRow, 'accession' | 'notes' | 'folder' | 'warnings'>;

/** @returns its id */
export function addSlide(store: Store, { accession, notes, folder, warnings }: NewSlide): number {
  const sql = 'INSERT INTO slides (accession, notes, folder, warnings, opened_at) VALUES (?, ?, ?, ?, ?)';
  return insert(store, sql, [accession, notes, folder, JSON.stringify(warnings), new Date().toISOString()]);
}

/** @throws SmearlabError wrong-usage for a slide that is not there or signed */
export function describeSlide(store: Store, id: number, accession: string, notes: string): void {
  store.transaction(() => {
    assertUnsigned(readSlide(store, id));
    write(store, 'UPDATE slides SET accession = ?, notes = ? WHERE id = ?', [accession, notes, id]);
  });
}

/** @throws SmearlabError wrong-usage for a slide that is not there, or that is or was signed */
export function deleteSlide(store: Store, id: number): void {
  store.transaction(() => {
    const slide = readSlide(store, id);
    assertUnsigned(slide);
    if (slide.version > 1) {
      throw new SmearlabError('wrong-usage', `The slide ${slide.accession} was signed once, so it stays, with all that was signed of it.`);
    }
    write(store, 'DELETE FROM slides WHERE id = ?', [id]);
  });
}

/** @throws SmearlabError wrong-usage */
export function assertUnsigned({ accession, state }: SlideRow): void {
  if (state.kind === 'signed') {
    throw new SmearlabError('wrong-usage', `The slide ${accession} is signed, so nothing of it is changed. Amend it first.`);
  }
}

/** @throws SmearlabError wrong-usage for a slide that nothing was classified of, or that is signed or being classified */
export function assertInReview({ accession, state }: SlideRow): void {
  if (state.kind === 'review') return;
  const why = { open: 'is not classified yet', classifying: 'is not classified to its end yet', signed: 'is signed' }[state.kind];
  throw new SmearlabError('wrong-usage', `The slide ${accession} ${why}; cells are labelled while it is in review.`);
}

/** Its cells wait again, and what a person said of them stays. */
export function beginClassifying(store: Store, id: number, model: SlideModel): void {
  store.transaction(() => {
    assertUnsigned(readSlide(store, id));
    write(store, `UPDATE slides SET state = 'classifying', model = ?, classified_at = NULL WHERE id = ?`, [JSON.stringify(model), id]);
    write(
      store,
      `UPDATE cells SET result = 'waiting', predicted = NULL, probability = NULL, probabilities = NULL, is_below_threshold = NULL,
         reason = NULL, sentence = NULL WHERE slide_id = ?`,
      [id],
    );
  });
}

/** Where no cell waits any more. */
export function endClassifying(store: Store, id: number): void {
  const sql = `UPDATE slides SET state = 'review', classified_at = ? WHERE id = ? AND state = 'classifying'`;
  write(store, sql, [new Date().toISOString(), id]);
}

/** `signedAt`: now where it is undefined. */
export type SlideSignature = { readonly signedBy: string; readonly meaning: string; readonly signedAt?: string };

/** Freezes it. Whether it may be signed decides who calls. @throws SmearlabError wrong-usage where it is not in review */
export function signSlide(store: Store, id: number, { signedBy, meaning, signedAt }: SlideSignature): void {
  store.transaction(() => {
    assertInReview(readSlide(store, id));
    const sql = `UPDATE slides SET state = 'signed', signed_at = ?, signed_by = ?, signature_meaning = ? WHERE id = ?`;
    write(store, sql, [signedAt ?? new Date().toISOString(), signedBy, meaning, id]);
  });
}

/** A signed slide is in review again, as its next version. @throws SmearlabError wrong-usage where it is not signed */
export function amendSlide(store: Store, id: number): void {
  const sql = `UPDATE slides SET state = 'review', version = version + 1, signed_at = NULL, signed_by = NULL, signature_meaning = NULL
               WHERE id = ? AND state = 'signed'`;
  if (write(store, sql, [id]) === 1) return;
  throw new SmearlabError('wrong-usage', `The slide ${readSlide(store, id).accession} is not signed, so there is nothing to amend.`);
}

const countSchema = z.object({ slide_id: z.int(), standing: cellStandingSchema, cells: z.int() });

/** How many cells of each slide have each standing; all slides where `id` is undefined. */
export function standingsOf(store: Store, id?: number): ReadonlyMap<number, StandingCounts> {
  const where = id === undefined ? '' : 'WHERE slide_id = ?';
  const sql = `SELECT slide_id, standing, count(*) AS cells FROM cells ${where} GROUP BY slide_id, standing`;
  const counts = new Map<number, StandingCounts>();
  for (const row of readAll(store, countSchema, sql, id === undefined ? [] : [id])) {
    const of = counts.get(row.slide_id) ?? noCells();
    of[row.standing] = row.cells;
    counts.set(row.slide_id, of);
  }
  return counts;
}

export function noCells(): StandingCounts {
  const [uncertain, unclassified, waiting, counted, duplicate, notCounted] = CELL_STANDINGS;
  return { [uncertain]: 0, [unclassified]: 0, [waiting]: 0, [counted]: 0, [duplicate]: 0, [notCounted]: 0 };
}
