/** What a person says of cells: each change is kept beside what the model said, and the last that stands can be taken back whole. */
import { z } from 'zod';
import { SmearlabError } from '../contract/failure.ts';
import type { CellLabel, SlideDetails } from '../contract/slides.ts';
import { labelOf } from './cells.ts';
import { insert, numbersOf, readAll, readOne, write } from './rows.ts';
import type { Store } from './store.ts';

const columnsOf = (label: CellLabel | null) => [label?.kind ?? null, label?.kind === 'class' ? label.class : null] as const;

/**
 * Labels cells of one slide (null: takes back what a person said).
 * @returns ids of those that had another label, with that label
 * @throws SmearlabError wrong-usage for a cell that is not of the slide; nothing is changed then
 */
export function labelCells(store: Store, slideId: number, cellIds: readonly number[], label: CellLabel | null): LabelledCell[] {
  return store.transaction(() => {
    const ids = JSON.stringify([...new Set(cellIds)]);
    const known = numbersOf(store, 'SELECT id FROM cells WHERE slide_id = ? AND id IN (SELECT value FROM json_each(?))', [slideId, ids]);
    if (known.length !== new Set(cellIds).size) {
      throw new SmearlabError('wrong-usage', 'Some of these cells are not of this slide. Look at it again.');
    }
    const [kind, name] = columnsOf(label);
    const made = [slideId, kind, name, new Date().toISOString()];
    const labelling = insert(store, 'INSERT INTO labellings (slide_id, label, label_class, made_at) VALUES (?, ?, ?, ?)', made);
    const changed = write(
      store,
      `INSERT INTO labelled_cells (labelling_id, cell_id, label_before, class_before)
         SELECT ?, id, label, label_class FROM cells
         WHERE id IN (SELECT value FROM json_each(?)) AND (label IS NOT ? OR label_class IS NOT ?)`,
      [labelling, ids, kind, name],
    );
    const before = labelledBy(store, labelling);
    if (changed === 0) write(store, 'DELETE FROM labellings WHERE id = ?', [labelling]);
    else {
      const sql = 'UPDATE cells SET label = ?, label_class = ? WHERE id IN (SELECT cell_id FROM labelled_cells WHERE labelling_id = ?)';
      write(store, sql, [kind, name, labelling]);
    }
    return before;
  });
}

export type LabelledCell = { readonly cell: number; readonly before: CellLabel | null };

const labelColumn = z.enum(['class', 'not counted']).nullable();
const labelledSchema = z
  .object({ cell_id: z.int(), label_before: labelColumn, class_before: z.string().nullable() })
  .transform((row): LabelledCell => ({ cell: row.cell_id, before: labelOf(row.label_before, row.class_before) }));

function labelledBy(store: Store, labelling: number): LabelledCell[] {
  const sql = 'SELECT cell_id, label_before, class_before FROM labelled_cells WHERE labelling_id = ? ORDER BY cell_id';
  return readAll(store, labelledSchema, sql, [labelling]);
}

const lastSchema = z.object({ id: z.int(), label: labelColumn, label_class: z.string().nullable(), cells: z.int() });

function lastOf(store: Store, slideId: number): z.output<typeof lastSchema> | undefined {
  const sql = `SELECT id, label, label_class, (SELECT count(*) FROM labelled_cells WHERE labelling_id = labellings.id) AS cells
               FROM labellings WHERE slide_id = ? ORDER BY id DESC LIMIT 1`;
  return readOne(store, lastSchema, sql, [slideId]);
}

/** The last change of labels that stands. */
export function lastLabelling(store: Store, slideId: number): SlideDetails['lastLabelling'] {
  const last = lastOf(store, slideId);
  return last === undefined ? null : { cells: last.cells, label: labelOf(last.label, last.label_class) };
}

/** Takes it back. @returns the cells with the labels that they have again; undefined where nothing stands */
export function undoLabelling(store: Store, slideId: number): LabelledCell[] | undefined {
  return store.transaction(() => {
    const last = lastOf(store, slideId);
    if (last === undefined) return undefined;
    const cells = labelledBy(store, last.id);
    write(
      store,
      `UPDATE cells SET (label, label_class) =
         (SELECT label_before, class_before FROM labelled_cells WHERE labelling_id = ? AND cell_id = cells.id)
       WHERE id IN (SELECT cell_id FROM labelled_cells WHERE labelling_id = ?)`,
      [last.id, last.id],
    );
    write(store, 'DELETE FROM labellings WHERE id = ?', [last.id]);
    return cells;
  });
}
