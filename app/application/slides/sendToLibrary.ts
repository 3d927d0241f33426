/** Gives cells that a person labelled to the library, as a data set that lies in the data folder. */

import { join } from 'node:path';
import type { InputOf } from '../../contract/contract.ts';
import { SmearlabError } from '../../contract/failure.ts';
import type { SentToLibrary } from '../../contract/slides.ts';
import { CORRECTIONS_LIST, copyCorrections, correctionsFolder } from '../../slides/corrections.ts';
import { labelledCells, markSent } from '../../store/cells.ts';
import { listPlaced } from '../../store/dataSets.ts';
import { readSlide } from '../../store/slides.ts';
import type { Call, Desk } from '../answer.ts';
import { bringIn, UNSAID } from '../answers/imports.ts';

/** The shares of a data set that is made here: none of its images is held back for a test. */
const SPLIT = { train: 80, val: 20, test: 0 };

/**
 * @throws SmearlabError wrong-usage where there is nothing to send; already-there for a data set of that name which is the lab's own: its folder is
 * never written to
 */
export async function sendToLibrary(
  desk: Desk,
  { slide, dataSet, which }: InputOf<'slides.sendToLibrary'>,
  call: Call,
): Promise<SentToLibrary> {
  const { library, claims, tell } = desk;
  const { store } = library;
  const row = readSlide(store, slide);
  const root = correctionsFolder(library.folder.root, dataSet);
  const known = listPlaced(store).find(({ name }) => name === dataSet);
  if (known !== undefined && known.root !== root) {
    throw new SmearlabError(
      'already-there',
      `The data set ${dataSet} lies in the lab's own folder, where nothing is written. Choose another name for the corrected cells.`,
    );
  }
  const cells = labelledCells(store, slide, which);
  if (cells.length === 0) {
    const what =
      which === 'corrected' ? 'no cell that a person took for something else than the model did' : 'no cell with a label of a person';
    throw new SmearlabError('wrong-usage', `The slide ${row.accession} has ${what}, so there is nothing to send.`);
  }
  return claims.during(dataSet, 'imported', async () => {
    const copied = copyCorrections(root, row, cells);
    const summary = await bringIn(
      desk,
      { ...UNSAID, name: dataSet, root, layout: 'labels', labels: join(root, CORRECTIONS_LIST), split: SPLIT },
      call,
    );
    markSent(
      store,
      cells.map(({ id }) => id),
    );
    tell({ name: 'slide', slide });
    return { dataSet: summary.dataSet, name: summary.name, ...copied };
  });
}
