/** How each job is done. Runs in a thread; reads the database over a connection of its own, which cannot write. */
import type { OnProgress } from '../../contract/progress.ts';
import { readLibraryFindings } from '../../library/check.ts';
import { proposedMoves } from '../../library/duplicates/lookAtImages.ts';
import { looksOf } from '../../library/duplicates/makeFingerprints.ts';
import { dataFolder, readingLibrary, readingOpenLibrary } from '../../library/library.ts';
import { lookForCell } from '../../library/lookForCell.ts';
import { makeSample } from '../../library/sample/makeSample.ts';
import { calibrationOf } from '../../slides/models/calibration.ts';
import { dueHash } from '../../store/dataSetHash.ts';
import { galleryOf } from '../../store/gallery.ts';
import { type ThumbnailReader, thumbnailReader } from '../../store/thumbnails.ts';
import { compareChosen } from '../runs/compareChosen.ts';
import { studyComparison } from '../runs/studyComparison.ts';
import type { JobInput, JobName, JobOutput } from './jobs.ts';

type JobCall = { readonly signal: AbortSignal; readonly onProgress: OnProgress };
type Doing = { readonly [Name in JobName]: (input: JobInput<Name>, call: JobCall) => Promise<JobOutput<Name>> };

/** Opened once for all images of a thread. */
const readers = new Map<string, ThumbnailReader>();

function readerOf(file: string): ThumbnailReader {
  const known = readers.get(file);
  if (known !== undefined) return known;
  const opened = thumbnailReader(file);
  readers.set(file, opened);
  return opened;
}

export const DOING: Doing = {
  propose: ({ folder, root, image }) => lookForCell(dataFolder(folder), root, image),
  fingerprints: async ({ thumbnails, root, images }) => {
    const looks = await looksOf(readerOf(thumbnails), root, images);
    return looks.map((look) => look ?? null);
  },
  hash: ({ folder, dataSet }) => readingLibrary(folder, (store) => dueHash(store, dataSet) ?? null),
  check: ({ folder, ...options }, call) => readLibraryFindings(folder, { ...options, ...call }),
  moves: ({ folder, dataSet }, { signal }) => proposedMoves(folder, { dataSet, signal }),
  plan: ({ folder, order }) =>
    readingLibrary(folder, async (store, data) => {
      const { planOrder } = await import('../../study/orders/planOrder.ts');
      const { shownPlan } = await import('../../study/orders/shownPlan.ts');
      return shownPlan(planOrder({ store, folder: data }, order, false));
    }),
  preview: async (request) => {
    // What only this job needs is loaded with its first one: most threads start for other work.
    const { gatherPreview } = await import('../../study/preview/gather.ts');
    const rows = await gatherPreview(request);
    return rows.map(({ variants, ...row }) => ({
      ...row,
      variants: variants.map(({ address, words }) => ({ address, words: [...words] })),
    }));
  },
  compareRuns: ({ folder, runs, baseline }) => readingOpenLibrary(folder, (store) => compareChosen(store, runs, baseline)),
  gallery: ({ folder, gallery, ...page }) => readingOpenLibrary(folder, (store) => galleryOf(store, gallery, page)),
  compareStudy: ({ folder, study }) => readingOpenLibrary(folder, (store) => studyComparison(store, study)),
  lookAtCells: async ({ files }) => {
    const { lookAtCell } = await import('../../slides/opening/lookAtCell.ts');
    return Promise.all(files.map(lookAtCell));
  },
  calibrate: ({ folder, run, targetError }) => readingOpenLibrary(folder, (store) => calibrationOf(store, run, targetError)),
  slideModel: async ({ folder, choice, ...settings }) => {
    const { modelOfRun, modelOfStudy } = await import('../../slides/models/slideModel.ts');
    if (choice.kind === 'study') return modelOfStudy(choice.folder, choice.run, settings);
    return readingOpenLibrary(folder, (store) => modelOfRun(store, folder, choice.run, settings));
  },
  modelsOfStudy: async ({ folder }) => {
    const { modelsOfStudy } = await import('../../slides/models/slideModel.ts');
    return modelsOfStudy(folder);
  },
  sample: async ({ folder, seed }, call) => (await makeSample(folder, { seed, ...call })).wbc,
};
