/** Answers about data sets and their images. */
import type { libraryProcedures } from '../../contract/procedures/library.ts';
import { cardsOfPaths, idsOfImages, pageOfImages } from '../../store/pages.ts';
import type { Answers, Desk } from '../answer.ts';
import { balanceOf, dataSetsOf, detailsOf } from '../dataSets.ts';
import { pending } from '../pending.ts';
import { importAnswers } from './imports.ts';

export function libraryAnswers(desk: Desk): Answers<keyof typeof libraryProcedures> {
  const { store } = desk.library;
  return {
    ...importAnswers(desk),
    'library.dataSets': () => dataSetsOf(store),
    'library.preview': pending,
    'library.forget': pending,
    'library.page': (request) => pageOfImages(store, request),
    'library.ids': (request) => idsOfImages(store, request),
    'library.balance': ({ dataSet }) => balanceOf(store, dataSet),
    'library.image': ({ id }) => detailsOf(store, id),
    'library.cards': ({ dataSet, paths }) => cardsOfPaths(store, dataSet, paths),
    'library.relabel': pending,
    'library.undoRelabel': pending,
    'library.check': pending,
    'library.moves': pending,
    'library.moveApart': pending,
  };
}
