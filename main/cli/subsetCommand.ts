/** `smearlab subset`: draws a subset of the training images and saves it by name, or lists those there are. */
import type { Command } from 'commander';
import { changingLibrary, dataSetCalled, readingLibrary } from '../../app/library/library.ts';
import { drawAndSave } from '../../app/library/saveSubset.ts';
import { listSubsets } from '../../app/store/subsets.ts';
import { type DrawingOptions, libraryName, MOST_SEED, subsetSettings, withLibraryOption } from './libraryOptions.ts';
import { wholeNumber } from './studyOptions.ts';

type Options = DrawingOptions & {
  readonly library: string;
  readonly dataSet?: string;
  readonly seed: string;
  readonly replace: boolean;
  readonly json: boolean;
};

export function addSubsetCommand(program: Command): void {
  withLibraryOption(program.command('subset'))
    .description('Draws a subset of the training images, stratified, seeded and nested, and saves it by name. Without a name: lists them.')
    .argument('[name]', 'what it is called')
    .option('--data-set <name>', 'the data set, where there are several')
    .option('--percent <p>', 'of each class, over 0 up to 100')
    .option('--count <n>', 'images of each class')
    .option('--floor <n>', 'no class has fewer, as far as there are so many', '1')
    .option('--seed <n>', 'of the order in which images are drawn', '1')
    .option('--replace', 'let the name stand for this one from now on', false)
    .option('--json', 'JSON', false)
    .action((name: string | undefined, options: Options) => (name === undefined ? list(options) : draw(name, options)));
}

async function list(options: Options): Promise<void> {
  const subsets = await readingLibrary(options.library, (store) =>
    listSubsets(store, options.dataSet === undefined ? undefined : dataSetCalled(store, options.dataSet).id),
  );
  if (options.json) console.log(JSON.stringify(subsets));
  else
    for (const { name, dataSet, images, settings, seed, isCurrent } of subsets) {
      const asked = settings.kind === 'percent' ? `${settings.percent} %` : `${settings.count} of each class`;
      const note = isCurrent ? '' : '  (drawn before the data set changed)';
      console.log(
        `${name.padEnd(20)} ${dataSet.padEnd(16)} ${String(images).padStart(7)} images  ${asked}, floor ${settings.floor}, seed ${seed}${note}`,
      );
    }
}

async function draw(text: string, options: Options): Promise<void> {
  const name = libraryName('The name', text);
  const settings = subsetSettings(options);
  const seed = wholeNumber('--seed', options.seed, 0, MOST_SEED);
  const saved = await changingLibrary(options.library, ({ store }) => {
    const row = dataSetCalled(store, options.dataSet);
    const { id, hash, images, warnings } = drawAndSave(store, row, { name, settings, seed }, options.replace);
    return { id, name, dataSet: row.name, hash, images: images.length, byClass: countByClass(images), warnings };
  });
  for (const sentence of saved.warnings) console.error(`Note: ${sentence}`);
  if (options.json) console.log(JSON.stringify(saved));
  else {
    const classes = Object.entries(saved.byClass).map(([label, count]) => `${label} ${count}`);
    console.log(`${name}: ${saved.images} training images of ${saved.dataSet} (${classes.join(', ')})`);
  }
}

function countByClass(images: readonly { readonly class: string | null }[]): Record<string, number> {
  const groups = Map.groupBy(images, ({ class: label }) => label ?? 'unlabelled');
  return Object.fromEntries([...groups].map(([label, of]) => [label, of.length]));
}
