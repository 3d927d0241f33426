/** Images by what runs took them for, and all that runs took one image for. */
import { z } from 'zod';
import type { Gallery, GalleryPage, ImageHistory } from '../contract/runs.ts';
import { networkNameSchema } from '../contract/words.ts';
import { cardsOfIds } from './pages.ts';
import { classesOfRun } from './predictions.ts';
import { jsonColumn, numbersOf, readAll } from './rows.ts';
import type { Store } from './store.ts';

type Part = { readonly from: string; readonly values: readonly number[]; readonly runs: readonly number[] };

/** Of the predicted class: how sure the run was. */
const SURENESS = `json_extract(first.probabilities, '$[' || first.predicted || ']')`;
const BOTH = 'predictions AS first JOIN predictions AS second ON second.image_id = first.image_id';

/**
 * One page of images, those that the first run named was surest of first.
 * @throws SmearlabError wrong-usage for a run that is not there
 */
export function galleryOf(store: Store, gallery: Gallery, { offset, limit }: { offset: number; limit: number }): GalleryPage {
  const { from, values, runs } = partOf(store, gallery);
  const ids = numbersOf(
    store,
    `SELECT first.image_id FROM ${from} AND EXISTS (SELECT 1 FROM images WHERE id = first.image_id AND gone = 0)
     ORDER BY ${SURENESS} DESC, first.image_id`,
    values,
  );
  const page = ids.slice(offset, offset + limit);
  const answers = runs.map((run) => answersOf(store, run, page));
  const images = cardsOfIds(store, page).map((image) => {
    const given = answers.flatMap((ofRun) => ofRun.get(image.id) ?? []);
    return { image, actual: given[0]?.actual ?? '', answers: given.map(({ actual: _, ...answer }) => answer) };
  });
  return { total: ids.length, images };
}

function partOf(store: Store, gallery: Gallery): Part {
  switch (gallery.kind) {
    case 'cell': {
      const classes = classesOfRun(store, gallery.run);
      const values = [gallery.run, classes.indexOf(gallery.actual), classes.indexOf(gallery.predicted)];
      return {
        from: 'predictions AS first WHERE first.run_id = ? AND first.actual = ? AND first.predicted = ?',
        values,
        runs: [gallery.run],
      };
    }
    case 'one right': {
      const { right, wrong } = gallery;
      const isSo = 'second.predicted = second.actual AND first.predicted <> first.actual';
      return { from: `${BOTH} WHERE first.run_id = ? AND second.run_id = ? AND ${isSo}`, values: [wrong, right], runs: [right, wrong] };
    }
    case 'both wrong': {
      const isSo = 'second.predicted <> second.actual AND first.predicted <> first.actual';
      return { from: `${BOTH} WHERE first.run_id = ? AND second.run_id = ? AND ${isSo}`, values: gallery.runs, runs: gallery.runs };
    }
  }
}

const answerRow = z.object({
  image: z.int(),
  actual: z.int(),
  predicted: z.int(),
  probabilities: jsonColumn(z.array(z.number())),
});

/** What a run said of some images, by their ids. */
function answersOf(store: Store, run: number, images: readonly number[]) {
  const classes = classesOfRun(store, run);
  const sql = `SELECT image_id AS image, actual, predicted, probabilities
               FROM json_each(?) AS asked JOIN predictions ON run_id = ? AND image_id = asked.value`;
  const rows = readAll(store, answerRow, sql, [JSON.stringify(images), run]);
  return new Map(rows.map((row) => [row.image, { run, ...inWords(row, classes) }]));
}

type Numbers = { readonly actual: number; readonly predicted: number; readonly probabilities: readonly number[] };

function inWords({ actual, predicted, probabilities }: Numbers, classes: readonly string[]) {
  // A run of which no classes are kept was made by an earlier version, on a data set that had others since.
  const named = (index: number) => classes[index] ?? `class ${index + 1}`;
  const sureness = { probability: probabilities[predicted] ?? 0, ofActual: probabilities[actual] ?? 0 };
  return { actual: named(actual), predicted: named(predicted), ...sureness };
}

const historyRow = z
  .object({
    ...{ run: z.int(), name: z.string(), network: networkNameSchema, seed: z.int(), finishedAt: z.string().nullable() },
    ...{ classes: jsonColumn(z.array(z.string())), actual: z.int(), predicted: z.int(), probabilities: jsonColumn(z.array(z.number())) },
  })
  .transform(({ classes, actual, predicted, probabilities, ...run }) => ({
    ...run,
    ...inWords({ actual, predicted, probabilities }, classes),
  }));

/** What all runs took an image for, the latest run first. */
export function historyOf(store: Store, imageId: number): ImageHistory['answers'] {
  const sql = `SELECT runs.id AS run, runs.name, network, seed, finished_at AS finishedAt, classes, actual, predicted, probabilities
               FROM predictions JOIN runs ON runs.id = run_id WHERE image_id = ? ORDER BY runs.id DESC`;
  return readAll(store, historyRow, sql, [imageId]);
}
