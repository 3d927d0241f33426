/** What the options of `smearlab study` mean: words from the command line into settings, or a sentence that says what is wrong. Pure. */
import { join, resolve } from 'node:path';
import { SmearlabError } from '../../app/contract/failure.ts';
import { ensembleWeightsSchema, type StudyRecipe } from '../../app/contract/recipe.ts';
import { type DataSetRole, dataSetRoleSchema } from '../../app/contract/words.ts';
import { resolveRecipes, STUDY_DEFAULTS, type StudySettings } from '../../app/study/settings.ts';

/** As commander hands them over; what was not given is undefined. */
export type StudyOptions = {
  readonly wbc?: string;
  readonly cam16?: string;
  readonly prcc?: string;
  /** Data sets of a library. */
  readonly wbcSet?: string;
  readonly cam16Set?: string;
  readonly prccSet?: string;
  readonly subsets: string;
  readonly size?: string;
  readonly epochs?: string;
  readonly batch?: string;
  readonly seed: string;
  readonly weights?: string;
  readonly earlyStopping?: string;
};

/** The study proper, and the study in small that the synthetic sample is made for (it ends within minutes on two cores). */
export const REAL_DEFAULTS = STUDY_DEFAULTS;
export const SAMPLE_DEFAULTS = { imageSize: 64, epochs: 5, batchSize: 8 };

/**
 * @param sampleFolder where the synthetic sample is made when a data set was not given
 * @throws SmearlabError `wrong-usage` naming the option
 */
export function studySettings(options: StudyOptions, recipe: StudyRecipe, sampleFolder: string): StudySettings {
  const sets = librarySets(options);
  const dataSet = (role: DataSetRole): StudySettings['dataSets'][DataSetRole] => {
    if (sets !== undefined) return { root: '', synthetic: false, called: sets[role] };
    const given = options[role];
    return given === undefined ? { root: join(sampleFolder, role), synthetic: true } : { root: resolve(given), synthetic: false };
  };
  const overrides = {
    imageSize: optional(options.size, (text) => wholeNumber('--size', text, 16, 2048)),
    epochs: optional(options.epochs, (text) => wholeNumber('--epochs', text, 1, 100_000)),
    batchSize: optional(options.batch, (text) => wholeNumber('--batch', text, 1, 4096)),
  };
  const recipes = resolveRecipes(recipe, overrides, options.wbc === undefined && sets === undefined ? SAMPLE_DEFAULTS : REAL_DEFAULTS);
  const weights = optional(options.weights, ensembleWeights) ?? recipes.ensemble.weights;
  const patience = optional(options.earlyStopping, (text) => wholeNumber('--early-stopping', text, 1, 100_000));
  const stopping = patience === undefined ? {} : { earlyStopping: { patience } };
  return {
    seed: wholeNumber('--seed', options.seed, 0, 2 ** 31 - 1),
    subsets: subsetPercents(options.subsets),
    dataSets: { wbc: dataSet('wbc'), cam16: dataSet('cam16'), prcc: dataSet('prcc') },
    imageSize: recipes.imageSize,
    autoencoder: { ...recipes.autoencoder, ...stopping },
    cam16: { ...recipes.cam16, ...stopping },
    wbc: { ...recipes.wbc, ...stopping },
    ensemble: { ...recipes.ensemble, ...stopping, weights },
  };
}

/**
 * The names of the library's data sets that a study is over; undefined where it is over folders.
 * @throws SmearlabError `wrong-usage` where only some are named, or folders beside them
 */
export function librarySets({ wbcSet, cam16Set, prccSet, ...folders }: StudyOptions): Readonly<Record<DataSetRole, string>> | undefined {
  if (wbcSet === undefined && cam16Set === undefined && prccSet === undefined) return undefined;
  if (wbcSet === undefined || cam16Set === undefined || prccSet === undefined) {
    throw usage('A study over a library takes its three data sets by name: --wbc-set, --cam16-set and --prcc-set.');
  }
  const folder = dataSetRoleSchema.options.find((role) => folders[role] !== undefined);
  if (folder !== undefined)
    throw usage(`A study is over folders or over a library: leave out --${folder}, or --wbc-set, --cam16-set and --prcc-set.`);
  return { wbc: wbcSet, cam16: cam16Set, prcc: prccSet };
}

/** "1,10,50,100" as ascending numbers, each once. */
export function subsetPercents(text: string): number[] {
  const percents = text.split(',').map((part) => decimal('--subsets', part.trim().replace(/\s*%$/, '')));
  const wrong = percents.find((percent) => !(percent > 0 && percent <= 100));
  if (wrong !== undefined) throw usage(`--subsets takes per cents above 0 and up to 100, such as 1,10,50,100; ${wrong} is none.`);
  return [...new Set(percents)].sort((a, b) => a - b);
}

/** A whole number within bounds. @throws SmearlabError `wrong-usage` naming the option */
export function wholeNumber(option: string, text: string, low: number, high: number): number {
  const value = /^[+-]?\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (!(value >= low && value <= high)) throw usage(`${option} takes a whole number from ${low} to ${high}; "${text}" is none.`);
  return value;
}

function ensembleWeights(text: string): [number, number, number] {
  const parsed = ensembleWeightsSchema.safeParse(text.split(',').map((part) => decimal('--weights', part.trim())));
  if (!parsed.success) {
    throw usage(`--weights takes three numbers of at least 0, not all of them 0, such as 0.2,0.6,0.2; "${text}" are none.`);
  }
  return parsed.data;
}

function decimal(option: string, text: string): number {
  const value = text === '' ? Number.NaN : Number(text);
  if (!Number.isFinite(value)) throw usage(`${option} takes numbers separated by commas; "${text}" is none.`);
  return value;
}

function optional<T>(text: string | undefined, read: (text: string) => T): T | undefined {
  return text === undefined ? undefined : read(text);
}

function usage(sentence: string): SmearlabError {
  return new SmearlabError('wrong-usage', sentence);
}
