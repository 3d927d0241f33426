/** What a study is made of: its data, subsets, seed and recipes. Stored with the study, so that going on means the same study. */
import { z } from 'zod';
import { SmearlabError } from '../contract/failure.ts';
import { ensembleWeightsSchema, imageSizeSchema, type StudyRecipe, trainingSchema } from '../contract/recipe.ts';
import { dataSetRoleSchema, type NetworkName, networkNameSchema } from '../contract/words.ts';

export const studySettingsSchema = z.strictObject({
  seed: z.int(),
  /** Per cent of the training images, ascending, each once. */
  subsets: z.array(z.number().positive().max(100)).min(1),
  /**
   * Where each data set lies; `synthetic` when it is the sample made in the output folder. Of one of a library: what it is `called`
   * there, and no root, because a library may be moved.
   */
  dataSets: z.record(dataSetRoleSchema, z.strictObject({ root: z.string(), synthetic: z.boolean(), called: z.string().optional() })),
  imageSize: imageSizeSchema,
  autoencoder: trainingSchema,
  cam16: trainingSchema,
  wbc: trainingSchema,
  ensemble: trainingSchema.extend({ weights: ensembleWeightsSchema, fineTune: z.boolean() }),
});
export type StudySettings = z.infer<typeof studySettingsSchema>;

/** The study proper. */
export const STUDY_DEFAULTS = { imageSize: 96, epochs: 12, batchSize: 32 } as const satisfies RecipeDefaults;

export type RecipeDefaults = { readonly imageSize: number; readonly epochs: number; readonly batchSize: number };
export type RecipeOverrides = { readonly [Key in keyof RecipeDefaults]: RecipeDefaults[Key] | undefined };

/** The recipes of a study: the command line goes before the recipe file, the recipe file before the defaults. */
export function resolveRecipes(
  file: StudyRecipe,
  overrides: RecipeOverrides,
  defaults: RecipeDefaults,
): Pick<StudySettings, 'imageSize' | 'autoencoder' | 'cam16' | 'wbc' | 'ensemble'> {
  const training = (own: StudyRecipe['wbc']) =>
    trainingSchema.parse({
      ...withoutUndefined(own),
      epochs: overrides.epochs ?? own?.epochs ?? defaults.epochs,
      batchSize: overrides.batchSize ?? own?.batchSize ?? defaults.batchSize,
    });
  const { weights, fineTune, ...ensembleTraining } = file.ensemble ?? {};
  return {
    imageSize: overrides.imageSize ?? file.imageSize ?? defaults.imageSize,
    autoencoder: training(file.autoencoder),
    cam16: training(file.cam16),
    wbc: training(file.wbc),
    ensemble: { ...training(ensembleTraining), weights: weights ?? [0.2, 0.6, 0.2], fineTune: fineTune ?? false },
  };
}

function withoutUndefined(own: StudyRecipe['wbc']): object {
  return Object.fromEntries(Object.entries(own ?? {}).filter(([, value]) => value !== undefined));
}

/**
 * Refuses to go on with a study under other settings: its numbers would be a mixture. A recipe by which no run is finished yet may be
 * another one: that is how a study goes on after a run diverged or ran out of memory.
 * @param finished networks of finished runs @param option by which another study is begun
 * @throws SmearlabError `other-study`, naming what differs
 */
export function assertSameStudy(
  stored: StudySettings,
  wanted: StudySettings,
  folder: string,
  finished: ReadonlySet<NetworkName>,
  option: '--out' | '--name' = '--out',
): void {
  const mayDiffer = (key: string) => networkNameSchema.options.some((network) => network === key && !finished.has(network));
  const differing = Object.keys(studySettingsSchema.shape).filter(
    (key) => JSON.stringify(stored[key as keyof StudySettings]) !== JSON.stringify(wanted[key as keyof StudySettings]) && !mayDiffer(key),
  );
  if (differing.length === 0) return;
  throw new SmearlabError(
    'other-study',
    `${folder} holds a study with other settings (${differing.map((key) => SETTING_WORDS[key] ?? key).join(', ')}). Give the same options to go on with it, or another ${option} for a new one.`,
    { file: folder },
  );
}

const SETTING_WORDS: Readonly<Record<string, string>> = {
  seed: 'seed',
  subsets: 'subsets',
  dataSets: 'data sets',
  imageSize: 'image size',
  autoencoder: 'autoencoder recipe',
  cam16: 'CAM16 recipe',
  wbc: 'WBC recipe',
  ensemble: 'ensemble recipe',
};
