/** Answers about data sets and their images. */
import { join } from 'node:path';
import type { libraryProcedures } from '../../contract/procedures/library.ts';
import { chooseSettings } from '../../library/import/chooseSettings.ts';
import { importDataSet } from '../../library/import/importDataSet.ts';
import { makeSample } from '../../library/sample/makeSample.ts';
import { cardsOfPaths, pageOfImages } from '../../store/pages.ts';
import type { Answers, Call, Desk } from '../answer.ts';
import { balanceOf, dataSetsOf, dataSetWithId } from '../dataSets.ts';
import { pending } from '../pending.ts';

/** The name of the sample's data set, and the folder it is made in. */
const SAMPLE = 'sample';

export function libraryAnswers(desk: Desk): Answers<keyof typeof libraryProcedures> {
  const { library, tell } = desk;
  const { store, thumbnails } = library;
  const changed = (dataSet: number | null) => tell({ name: 'library', dataSet });
  const importInto = async (asked: Parameters<typeof chooseSettings>[1], { signal, onProgress }: Call) => {
    const settings = await chooseSettings(store, asked, signal);
    const { name, root } = asked;
    try {
      return await importDataSet(store, { name, root, settings, requiredSplits: [], thumbnails, onProgress, signal });
    } finally {
      changed(null);
    }
  };
  const unsaid = { layout: undefined, labels: undefined, split: undefined, groupBy: undefined, seed: undefined, moved: false };
  return {
    'library.dataSets': () => dataSetsOf(store),
    'library.preview': pending,
    'library.import': ({ root, name, layout, labels, split, groupBy, seed }, call) => {
      const said = { layout: layout ?? undefined, labels: labels ?? undefined, split: split ?? undefined };
      return importInto({ root, name, ...said, groupBy: groupBy ?? undefined, seed: seed ?? undefined, moved: false }, call);
    },
    'library.rescan': ({ dataSet }, call) => {
      const { name, root } = dataSetWithId(store, dataSet);
      return importInto({ name, root, ...unsaid }, call);
    },
    'library.sample': async (_, call) => {
      const { wbc } = await makeSample(join(library.folder.root, SAMPLE), { seed: 1, ...call });
      return importInto({ name: SAMPLE, root: wbc, ...unsaid }, call);
    },
    'library.forget': pending,
    'library.page': (request) => pageOfImages(store, request),
    'library.ids': pending,
    'library.balance': ({ dataSet }) => balanceOf(store, dataSet),
    'library.image': pending,
    'library.cards': ({ dataSet, paths }) => cardsOfPaths(store, dataSet, paths),
    'library.relabel': pending,
    'library.undoRelabel': pending,
    'library.check': pending,
    'library.moves': pending,
    'library.moveApart': pending,
  };
}
