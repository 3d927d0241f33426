/** Slides as faces show them, read from the store. */
import { z } from 'zod';
import { type CellFlag, cellFlagSchema, type Slide, type SlideDetails } from '../contract/slides.ts';
import { lastLabelling } from '../store/cellLabels.ts';
import { readAll, readOne } from '../store/rows.ts';
import { listSlides, noCells, readSlide, type SlideRow, standingsOf } from '../store/slides.ts';
import type { Store } from '../store/store.ts';

/** Whether somebody classifies a slide at this moment. */
export type IsRunning = (slide: number) => boolean;

/** The latest opened first. */
export function slidesOf(store: Store, isRunning: IsRunning): Slide[] {
  const standings = standingsOf(store);
  return listSlides(store).map((row) => slideOf(row, standings.get(row.id), isRunning));
}

function slideOf(row: SlideRow, standings: Slide['standings'] | undefined, isRunning: IsRunning): Slide {
  const { id, accession, notes, folder, openedAt, version, state } = row;
  const of = standings ?? noCells();
  return {
    ...{ id, accession, notes, folder, openedAt, version, standings: of },
    state: state.kind === 'classifying' ? { ...state, isRunning: isRunning(id) } : state,
    cells: Object.values(of).reduce((sum, cells) => sum + cells, 0),
  };
}

const countSchema = z.object({ class: z.string(), cells: z.int(), byPerson: z.int() });
const flagSchema = z.object({ flag: cellFlagSchema, cells: z.int() });
const sentSchema = z.object({ corrected: z.int(), sent: z.int() });

/** @throws SmearlabError wrong-usage for a slide that is not there */
export function detailsOf(store: Store, id: number, isRunning: IsRunning): SlideDetails {
  const row = readSlide(store, id);
  const known = row.state.kind === 'open' ? [] : row.state.model.classes;
  const counted = readAll(
    store,
    countSchema,
    `SELECT coalesce(label_class, predicted) AS class, count(*) AS cells, sum(label IS NOT NULL) AS byPerson
     FROM cells WHERE slide_id = ? AND standing = 'counted' GROUP BY 1 ORDER BY 1`,
    [id],
  );
  const classes = [...known, ...counted.map((count) => count.class).filter((name) => !known.includes(name))];
  const flags = readAll(
    store,
    flagSchema,
    'SELECT value AS flag, count(*) AS cells FROM cells JOIN json_each(flags) WHERE slide_id = ? GROUP BY value',
    [id],
  );
  const sent = readOne(
    store,
    sentSchema,
    `SELECT count(*) AS corrected, coalesce(sum(sent_class IS label_class), 0) AS sent
     FROM cells WHERE slide_id = ? AND label = 'class' AND label_class IS NOT predicted`,
    [id],
  );
  return {
    ...slideOf(row, standingsOf(store, id).get(id), isRunning),
    classes,
    counts: classes.map((name) => counted.find((count) => count.class === name) ?? { class: name, cells: 0, byPerson: 0 }),
    flags: cellFlagSchema.options.flatMap((flag: CellFlag) => flags.find((of) => of.flag === flag) ?? []),
    ...{ corrected: sent?.corrected ?? 0, inLibrary: sent?.sent ?? 0 },
    lastLabelling: lastLabelling(store, id),
    warnings: [...row.warnings],
  };
}
