/** `smearlab import DIR`: takes a folder of images into the library. `smearlab rescan`: looks at the folders again. */
import { basename, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { type ImportSummary, layoutSchema } from '../../app/contract/library.ts';
import { type AskedImport, chooseSettings } from '../../app/library/import/chooseSettings.ts';
import { importDataSet } from '../../app/library/import/importDataSet.ts';
import { changingLibrary, dataSetCalled } from '../../app/library/library.ts';
import { listDataSets } from '../../app/store/dataSets.ts';
import { interruptSignal } from './interrupt.ts';
import { libraryName, MOST_SEED, splitShares, withLibraryOption } from './libraryOptions.ts';
import { progressLine } from './progressLine.ts';
import { wholeNumber } from './studyOptions.ts';

type ImportOptions = {
  readonly library: string;
  readonly name?: string;
  readonly layout: 'auto' | AskedImport['layout'];
  readonly labels?: string;
  readonly split?: string;
  readonly groupBy?: string;
  readonly seed?: string;
  readonly moved: boolean;
  readonly json: boolean;
};

export function addImportCommand(program: Command): void {
  withLibraryOption(program.command('import'))
    .description('Imports a folder of images as a data set; they stay where they are. Again, it reads only what changed.')
    .argument('<dir>', 'the folder of images')
    .option('--name <name>', "what the data set is called (default: the folder's name)")
    .addOption(new Option('--layout <layout>', 'how the folder is laid out').choices(['auto', ...layoutSchema.options]).default('auto'))
    .option('--labels <file>', 'CSV or JSON that says what each image shows')
    .option('--split <shares>', 'per cents drawn for train, val and test where the folder has no splits (default: 80/10/10)')
    .option('--group-by <pattern>', 'regular expression over the path: its first group is the smear or patient, never split')
    .option('--seed <n>', 'of the split (default: 1)')
    .option('--moved', 'the folder of this data set was moved here', false)
    .option('--json', 'one line of JSON', false)
    .action(importFolder);
  withLibraryOption(program.command('rescan'))
    .description('Looks at the folders of all data sets again, or of one: what is new, changed, moved or missing is taken up.')
    .argument('[data set]', 'its name')
    .option('--json', 'one JSON array', false)
    .action(rescan);
}

async function importFolder(dir: string, options: ImportOptions): Promise<void> {
  const root = resolve(dir);
  const asked: AskedImport = {
    name: libraryName('--name', options.name ?? basename(root)),
    root,
    layout: options.layout === 'auto' ? undefined : options.layout,
    labels: options.labels,
    split: options.split === undefined ? undefined : splitShares(options.split),
    groupBy: options.groupBy,
    seed: options.seed === undefined ? undefined : wholeNumber('--seed', options.seed, 0, MOST_SEED),
    moved: options.moved,
  };
  const signal = interruptSignal();
  const line = progressLine(process.stderr);
  try {
    const summary = await changingLibrary(options.library, async ({ store, thumbnails }) => {
      const settings = await chooseSettings(store, asked, signal);
      const { name } = asked;
      return importDataSet(store, { name, root, settings, requiredSplits: [], thumbnails, onProgress: line.show, signal });
    });
    line.clear();
    say(summary, options.json);
  } finally {
    line.clear();
  }
}

async function rescan(name: string | undefined, options: { readonly library: string; readonly json: boolean }): Promise<void> {
  const signal = interruptSignal();
  const line = progressLine(process.stderr);
  try {
    const summaries = await changingLibrary(options.library, async ({ store, thumbnails }) => {
      const done: ImportSummary[] = [];
      for (const dataSet of name === undefined ? listDataSets(store) : [dataSetCalled(store, name)]) {
        const { root, settings } = dataSet;
        const request = { name: dataSet.name, root, settings, requiredSplits: [], thumbnails, onProgress: line.show, signal };
        done.push(await importDataSet(store, request));
        line.clear();
      }
      return done;
    });
    if (options.json) console.log(JSON.stringify(summaries));
    else for (const summary of summaries) say(summary, false);
  } finally {
    line.clear();
  }
}

/** The result on stdout; what a person must know of the images on stderr. */
function say(summary: ImportSummary, json: boolean): void {
  for (const sentence of summary.warnings) console.error(`Note: ${summary.name}: ${sentence}`);
  console.log(json ? JSON.stringify(summary) : summaryText(summary));
}

export function summaryText(summary: ImportSummary): string {
  const { name, images, bySplit, masks, classes, hash } = summary;
  const of = classes.length === 0 ? 'no labels' : `${classes.length} classes`;
  const changes = (['added', 'changed', 'moved', 'back', 'missing', 'refused'] as const)
    .filter((kind) => summary[kind] > 0)
    .map((kind) => `${summary[kind]} ${kind}`);
  return [
    `${name}: ${images} images (${of}; train ${bySplit.train}, val ${bySplit.val}, test ${bySplit.test}; ${masks} with mask)`,
    changes.length === 0 ? 'nothing has changed' : changes.join(', '),
    `data-set hash ${hash}`,
  ].join('\n  ');
}
