/** `smearlab augment IMAGE…`: shows what a recipe's augmentation makes of images, before anything is trained. */
import { readdirSync } from 'node:fs';
import { join, parse, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { errorCode, SmearlabError } from '../../app/contract/failure.ts';
import { type StudyRecipe, trainingSchema } from '../../app/contract/recipe.ts';
import { type NetworkName, networkNameSchema } from '../../app/contract/words.ts';
import { writeText } from '../../app/study/outputFolder.ts';
import { gatherPreview } from '../../app/study/preview/gather.ts';
import { renderPreview } from '../../app/study/preview/page.ts';
import { readRecipeFile } from './recipeFile.ts';
import { REAL_DEFAULTS, wholeNumber } from './studyOptions.ts';

type Options = {
  readonly recipe: string;
  readonly network: NetworkName;
  readonly size?: string;
  readonly seed: string;
  readonly epochs: string;
  readonly masks?: string;
  readonly out: string;
};

export function addAugmentCommand(program: Command): void {
  program
    .command('augment')
    .description("Shows what a recipe's augmentation makes of images: one HTML file, originals in the first column.")
    .argument('<images...>', 'image files, such as some of the training images')
    .requiredOption('--recipe <file>', 'a JSON recipe, see docs/recipes.md')
    .addOption(new Option('--network <name>', 'whose augmentation').choices(networkNameSchema.options).default('wbc'))
    .option('--size <pixels>', `side of the network input (default: the recipe's, else ${REAL_DEFAULTS.imageSize})`)
    .option('--seed <n>', 'the seed of a study shows what its runs see', '1')
    .option('--epochs <n>', 'variants of each image', '8')
    .option('--masks <dir>', 'a folder of masks that share the file stems of the images: their masked copies are shown as well')
    .option('--out <file>', 'the page', 'augmentation.html')
    .action(augment);
}

async function augment(files: readonly string[], options: Options): Promise<void> {
  const recipe = readRecipeFile(options.recipe);
  const variation = variationOf(recipe, options.network, options.recipe);
  const size = options.size === undefined ? (recipe.imageSize ?? REAL_DEFAULTS.imageSize) : wholeNumber('--size', options.size, 16, 2048);
  const request = {
    images: withMasks(files, options.masks),
    ...{ variation, imageSize: size, seed: wholeNumber('--seed', options.seed, 0, 2 ** 31 - 1) },
    epochs: wholeNumber('--epochs', options.epochs, 1, 100),
  };
  const rows = await gatherPreview(request);
  const { network, out } = options;
  writeText(resolve(out), renderPreview({ ...request, network, rows, settings: variation, createdAt: new Date() }));
  console.log(resolve(out));
}

/** @throws SmearlabError `wrong-usage` when the recipe varies no image of this network, naming the networks whose images it does */
function variationOf(recipe: StudyRecipe, network: NetworkName, file: string) {
  const of = (name: NetworkName) => {
    const { augmentation, mixup } = trainingSchema.parse({ augmentation: recipe[name]?.augmentation, mixup: mixupOf(recipe, name) });
    return { augmentation, mixup };
  };
  const varies = (name: NetworkName) => of(name).augmentation !== null || of(name).mixup !== null;
  if (varies(network)) return of(network);
  const others = networkNameSchema.options.filter(varies);
  const advice =
    others.length === 0 ? 'Give it an augmentation, see docs/recipes.md.' : `It does for ${others.join(', ')}: choose one with --network.`;
  throw new SmearlabError('wrong-usage', `The recipe ${file} varies no images of the ${network} network. ${advice}`, { file });
}

function mixupOf(recipe: StudyRecipe, name: NetworkName) {
  return name === 'autoencoder' ? undefined : recipe[name]?.mixup;
}

/** Each image with the mask of the same file stem. @throws SmearlabError `missing-file` when the folder of masks cannot be read */
function withMasks(files: readonly string[], folder: string | undefined) {
  const masks = new Map(folder === undefined ? [] : masksIn(folder).map((name) => [parse(name).name, join(folder, name)]));
  return files.map((file) => ({ file: resolve(file), mask: masks.get(parse(file).name) ?? null }));
}

function masksIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    const why = errorCode(error) ?? String(error);
    throw new SmearlabError('missing-file', `The folder of masks ${folder} cannot be opened (${why}). Check the path.`, {
      file: folder,
      cause: error,
    });
  }
}
