/** The same picture in two data sets of one library. That is no leak as long as each is used by itself, so no moves are proposed. */
import type { DataSetRow } from '../../store/dataSets.ts';
import { eachSeenImage } from '../../store/duplicates.ts';
import type { Store } from '../../store/store.ts';
import { byName } from '../dataSet.ts';
import type { Finding } from '../finding.ts';
import { counted, named } from '../folded.ts';
import { sameFiles } from './findDuplicates.ts';
import { FINGERPRINT_MAKING, type Fingerprint } from './fingerprint.ts';
import { samePictures } from './samePictures.ts';

/** `dataSet`: its name. */
export type SharedImage = { readonly dataSet: string; readonly path: string };

const NOTHING = new Int8Array(0);

/**
 * Pictures, the same files among them, that are in two or more of the data sets: one search over all of their images.
 * @returns sets in order of data set and path
 * @throws SmearlabError stopped
 */
export async function picturesAcross(store: Store, dataSets: readonly DataSetRow[], signal: AbortSignal): Promise<SharedImage[][]> {
  if (dataSets.length < 2) return [];
  const images: (SharedImage & { readonly sha256: string })[] = [];
  const fingerprints: Fingerprint[] = [];
  for (const { id, name } of dataSets) {
    for (const { path, sha256, fingerprint } of eachSeenImage(store, id, FINGERPRINT_MAKING)) {
      images.push({ dataSet: name, path, sha256 });
      fingerprints.push(fingerprint ?? NOTHING);
    }
  }
  const { sets } = await samePictures(fingerprints, signal, sameFiles(images));
  return sets
    .map((set) => set.flatMap((index) => images[index] ?? []).map(({ dataSet, path }) => ({ dataSet, path })))
    .filter((set) => dataSetsOf(set).length > 1);
}

function dataSetsOf(set: readonly SharedImage[]): string[] {
  return [...new Set(set.map(({ dataSet }) => dataSet))].sort(byName);
}

/** One finding for each combination of data sets that share pictures. Pure. */
export function acrossFindings(sets: readonly (readonly SharedImage[])[]): Finding[] {
  return [...Map.groupBy(sets, (set) => dataSetsOf(set).join(' and '))].map(([names, shared]): Finding => {
    const written = shared.map((set) => set.map(({ dataSet, path }) => `${dataSet}: ${path}`));
    const examples = shared.map((set) => firstOfEach(set).map(({ path }) => path));
    const which = counted(shared.length, 'picture is', 'pictures are');
    return {
      ...{ check: 'across', severity: 'note', dataSet: null, sets: written, files: [...new Set(written.flat())].sort(byName) },
      sentence: `${which} in the data sets ${names} (${named(examples.map((paths) => paths.join(' = ')))}). Nothing need be done as long as no network is trained on one and judged on the other.`,
    };
  });
}

function firstOfEach(set: readonly SharedImage[]): SharedImage[] {
  return [...Map.groupBy(set, ({ dataSet }) => dataSet).values()].flatMap((of) => of.slice(0, 1));
}
