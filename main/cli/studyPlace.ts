/** Where a study is kept: in an output folder of its own, or in a library by name. Pure. */
import { resolve } from 'node:path';
import { SmearlabError } from '../../app/contract/failure.ts';
import { DEFAULT_LIBRARY, libraryName } from './libraryOptions.ts';
import { librarySets, type StudyOptions } from './studyOptions.ts';

export type StudyPlace = { readonly root: string; readonly name: string };

type PlaceOptions = StudyOptions & { readonly out?: string; readonly library?: string; readonly name?: string };

/**
 * @returns the library and the study's name in it; undefined for a study of an output folder
 * @throws SmearlabError `wrong-usage` where an option is of the other kind of study
 */
export function studyPlace(options: PlaceOptions): StudyPlace | undefined {
  const { library, name, out } = options;
  if (librarySets(options) === undefined) {
    const stray = library !== undefined ? '--library' : name !== undefined ? '--name' : undefined;
    if (stray === undefined) return undefined;
    throw new SmearlabError(
      'wrong-usage',
      `${stray} is for a study over a library: name its data sets with --wbc-set, --cam16-set and --prcc-set.`,
    );
  }
  if (out !== undefined) {
    throw new SmearlabError('wrong-usage', 'A study over a library is kept in that library: leave out --out, and give the study a --name.');
  }
  return { root: resolve(library ?? DEFAULT_LIBRARY), name: libraryName('--name', name ?? 'study') };
}
