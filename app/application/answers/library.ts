/** Answers about data sets and their images. */
import { SmearlabError } from '../../contract/failure.ts';
import type { libraryProcedures } from '../../contract/procedures/library.ts';
import { previewImport } from '../../library/preview.ts';
import { relabel, undoRelabel } from '../../library/relabel.ts';
import { deleteDataSet, listPlaced, runsOf } from '../../store/dataSets.ts';
import { cardsOfPaths, idsOfImages, pageOfImages } from '../../store/pages.ts';
import { runsThatPredicted } from '../../store/predictions.ts';
import type { Answers, Desk } from '../answer.ts';
import { balanceOf, dataSetsOf, detailsOf, placeWithId } from '../dataSets.ts';
import { assertNotAwaited } from '../training/queueView.ts';
import { checkAnswers } from './checks.ts';
import { importAnswers } from './imports.ts';

export function libraryAnswers(desk: Desk): Answers<keyof typeof libraryProcedures> {
  const { library, changed } = desk;
  const { store } = library;
  return {
    ...importAnswers(desk),
    ...checkAnswers(desk),
    'library.dataSets': () => dataSetsOf(store),
    'library.preview': ({ root }, { signal }) => previewImport(root, listPlaced(store), signal),
    'library.forget': ({ dataSet }) => {
      forget(desk, dataSet);
      return {};
    },
    'library.page': (request) => pageOfImages(store, request),
    'library.ids': (request) => idsOfImages(store, request),
    'library.balance': ({ dataSet }) => balanceOf(store, dataSet),
    'library.runs': ({ dataSet }) => runsThatPredicted(store, placeWithId(store, dataSet).id),
    'library.image': ({ id }) => detailsOf(store, id),
    'library.cards': ({ dataSet, paths }) => cardsOfPaths(store, dataSet, paths),
    'library.relabel': ({ dataSet, images, class: name }) => {
      const change = relabel(store, placeWithId(store, dataSet).id, images, name);
      if (change.images > 0) changed(dataSet);
      return change;
    },
    'library.undoRelabel': ({ dataSet }) => {
      const change = undoRelabel(store, placeWithId(store, dataSet).id);
      if (change !== undefined) changed(dataSet);
      return change ?? null;
    },
  };
}

/** @throws SmearlabError in-use while runs refer to it or long work goes on */
function forget({ library: { store }, claims, training, tell }: Desk, dataSet: number): void {
  const { id, name } = placeWithId(store, dataSet);
  claims.assertFree(name);
  assertNotAwaited(training.rows(), id, name);
  const runs = runsOf(store, id);
  if (runs > 0) {
    const which = runs === 1 ? '1 run was made with it and refers' : `${runs} runs were made with it and refer`;
    throw new SmearlabError('in-use', `${name} stays in the library: ${which} to its images.`);
  }
  deleteDataSet(store, id);
  tell({ name: 'library', dataSet: null });
}
