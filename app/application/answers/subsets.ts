/** Answers about subsets. */
import type { InputOf, OutputOf } from '../../contract/contract.ts';
import { SmearlabError } from '../../contract/failure.ts';
import type { SavedSubset } from '../../contract/library.ts';
import type { subsetsProcedures } from '../../contract/procedures/subsets.ts';
import { imageListText } from '../../library/imageList.ts';
import { listImages } from '../../library/listImages.ts';
import { drawAndSave } from '../../library/saveSubset.ts';
import { isInside, masksAmongDrawn, subsetCounts } from '../../library/subsetCounts.ts';
import { listDataSets } from '../../store/dataSets.ts';
import { countTraining } from '../../store/imageSummaries.ts';
import type { Store } from '../../store/store.ts';
import { forgetSubset, listSubsets } from '../../store/subsets.ts';
import type { Answers, Desk } from '../answer.ts';
import { placeWithId } from '../dataSets.ts';

export function subsetsAnswers({ library, tell }: Desk): Answers<keyof typeof subsetsProcedures> {
  const { store, folder } = library;
  return {
    'subsets.list': ({ dataSet }) => listSubsets(store, placeWithId(store, dataSet).id),
    'subsets.count': (input) => countsOf(store, input),
    'subsets.save': ({ dataSet, settings, seed, name, replace }) => {
      const row = placeWithId(store, dataSet);
      const { id } = drawAndSave(store, row, { name, settings, seed }, replace);
      tell({ name: 'library', dataSet });
      return savedWithId(store, id);
    },
    'subsets.forget': ({ id }) => {
      const { dataSet } = savedWithId(store, id);
      forgetSubset(store, id);
      tell({ name: 'library', dataSet: listDataSets(store).find(({ name }) => name === dataSet)?.id ?? null });
      return {};
    },
    'subsets.files': ({ id }) => {
      const { name, dataSet } = savedWithId(store, id);
      const row = listDataSets(store).find((one) => one.name === dataSet);
      if (row === undefined) throw gone();
      return { name, csv: imageListText(listImages(store, folder, row, { subset: id, isAbsolute: false }), 'csv') };
    },
  };
}

function countsOf(store: Store, { dataSet, settings, seed }: InputOf<'subsets.count'>): OutputOf<'subsets.count'> {
  const classes = countTraining(store, placeWithId(store, dataSet).id);
  const { counts, warnings } = subsetCounts(classes, settings);
  const saved = listSubsets(store, dataSet)
    .filter((subset) => subset.isCurrent && subset.seed === seed)
    .map(({ name, settings: of }) => ({ name, counts: subsetCounts(classes, of).counts }));
  return {
    counts: counts.map((count) => ({ class: count.class, training: count.training, drawn: count.drawn, masks: masksAmongDrawn(count) })),
    warnings: [...warnings],
    inside: saved.filter((other) => isInside(counts, other.counts)).map(({ name }) => name),
    contains: saved.filter((other) => isInside(other.counts, counts)).map(({ name }) => name),
  };
}

function savedWithId(store: Store, id: number): SavedSubset {
  const saved = listSubsets(store).find((subset) => subset.id === id);
  if (saved === undefined) throw gone();
  return saved;
}

function gone(): SmearlabError {
  return new SmearlabError('wrong-usage', 'This subset is not there any more.');
}
