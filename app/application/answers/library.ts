/** Answers about data sets and their images. */
import type { libraryProcedures } from '../../contract/procedures/library.ts';
import { relabel, undoRelabel } from '../../library/relabel.ts';
import { idsOfImages, pageOfImages } from '../../store/pages.ts';
import type { Answers, Desk } from '../answer.ts';
import { balanceOf, dataSetsOf, detailsOf, placeWithId } from '../dataSets.ts';
import { pending } from '../pending.ts';
import { importAnswers } from './imports.ts';

export function libraryAnswers(desk: Desk): Answers<keyof typeof libraryProcedures> {
  const { library, changed } = desk;
  const { store } = library;
  return {
    ...importAnswers(desk),
    'library.dataSets': () => dataSetsOf(store),
    'library.preview': pending,
    'library.forget': pending,
    'library.page': (request) => pageOfImages(store, request),
    'library.ids': (request) => idsOfImages(store, request),
    'library.balance': ({ dataSet }) => balanceOf(store, dataSet),
    'library.image': ({ id }) => detailsOf(store, id),
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
    'library.check': pending,
    'library.moves': pending,
    'library.moveApart': pending,
  };
}
