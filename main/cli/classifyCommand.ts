/** `smearlab classify DIR`: takes the cells in a folder for classes, and writes what each was taken for. */

import { availableParallelism } from 'node:os';
import { basename, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { SmearlabError } from '../../app/contract/failure.ts';
import type { SlideFile } from '../../app/contract/slideFile.ts';
import { accessionSchema, type SlideModel, slideNotesSchema } from '../../app/contract/slides.ts';
import { readingLibrary } from '../../app/library/library.ts';
import { classifySlide, isSameModel } from '../../app/slides/classification/classifySlide.ts';
import { slideCsv, slideFile } from '../../app/slides/files/slideFile.ts';
import { type ModelSettings, modelOfRun, modelOfStudy } from '../../app/slides/models/slideModel.ts';
import { type CellFiles, cellsOfFolder } from '../../app/slides/opening/cellFiles.ts';
import { openSlide } from '../../app/slides/opening/openSlide.ts';
import { describeRecorded, type Recording, recordClassified, recordClassifying, recordOpened } from '../../app/slides/recording.ts';
import { cellsOf } from '../../app/store/cells.ts';
import { classifyingRuns } from '../../app/store/classifyingRuns.ts';
import { lockFolder } from '../../app/store/folderLock.ts';
import { listSlides, readSlide } from '../../app/store/slides.ts';
import { openStore, type Store } from '../../app/store/store.ts';
import { writeText } from '../../app/study/outputFolder.ts';
import { classifierProcess } from '../engine-process/classifier.ts';
import { type NamedRun, runCalled, thresholdOf } from './classifyOptions.ts';
import { interruptSignal } from './interrupt.ts';
import { DEFAULT_LIBRARY } from './libraryOptions.ts';
import { progressLine } from './progressLine.ts';
import { recordingAt, writeReports } from './slideReports.ts';
import { summaryText } from './slideSummary.ts';
import { wholeNumber } from './studyOptions.ts';

type Options = {
  readonly study?: string;
  readonly run?: string;
  readonly model?: string;
  readonly library?: string;
  readonly out: string;
  readonly accession?: string;
  readonly notes?: string;
  readonly tta: boolean;
  readonly threshold?: string;
  readonly threads: string;
  readonly workers: string;
  readonly json: boolean;
};

export function addClassifyCommand(program: Command): void {
  program
    .command('classify')
    .description("Classifies the images of a slide's cells by a trained network. For research use only.")
    .argument('<dir>', 'the folder that holds the images of the cells')
    .requiredOption(
      '--out <dir>',
      'where slide.json, slide.csv, slide.pdf and slide.fhir.json are written; the same command again goes on where it stood',
    )
    .option('--study <dir>', 'the output folder of a study; its best run on the validation images is taken')
    .option('--run <name>', 'another run of that study (smearlab runs lists them)')
    .option('--model <name>', 'a run of a data folder, by its name, or STUDY/RUN where several have it')
    .option('--library <dir>', `the data folder of --model (default: ${DEFAULT_LIBRARY})`)
    .option('--accession <text>', "the sample's number (default: the folder's name)")
    .option('--notes <text>', 'free notes')
    .option('--tta', 'look at each cell in all eight flips and quarter turns: eight times as long', false)
    .option('--threshold <p>', 'cells less sure than this, 0 to 1, are uncertain (default: the one that was chosen for the model)')
    .option('--threads <n>', 'threads of the engine', String(availableParallelism()))
    .option('--workers <n>', 'threads that decode images ahead of the engine', '1')
    .option('--json', 'print what slide.json holds', false)
    .action(classify);
}

async function classify(dir: string, options: Options): Promise<void> {
  const [threads, workers] = [wholeNumber('--threads', options.threads, 1, 1024), wholeNumber('--workers', options.workers, 0, 64)];
  const signal = interruptSignal();
  const model = await chosenModel(options);
  const cells = await cellsOfFolder(dir, signal);
  const out = resolve(options.out);
  const lock = lockFolder(out, 'slide');
  const store = openStore(join(out, 'slide.db'));
  const line = progressLine(process.stderr);
  const classifier = classifierProcess({ threads, workers });
  try {
    const by = recordingAt(out, store);
    const slide = await slideOf(by, cells, options, { signal, onProgress: line.show });
    const { state } = readSlide(store, slide);
    if (state.kind !== 'review' || !isSameModel(state.model, model)) {
      recordClassifying(by, slide, model);
      await classifySlide(store, slide, { model, classifier, signal, onProgress: line.show }).finally(() => recordClassified(by, slide));
    }
    line.clear();
    const file = slideFile(store, slide);
    write(out, file);
    await writeReports(store, slide, out, signal);
    if (options.json) console.log(JSON.stringify(file));
    else console.log(`${summaryText(file)}\n${join(out, 'slide.json')}`);
  } finally {
    line.clear();
    await classifier.close();
    store.close();
    lock.release();
  }
}

function write(out: string, file: SlideFile): void {
  writeText(join(out, 'slide.json'), `${JSON.stringify(file, null, 2)}\n`);
  writeText(join(out, 'slide.csv'), slideCsv(file));
}

/** @throws SmearlabError wrong-usage where it is not said which, or said twice */
async function chosenModel(options: Options): Promise<SlideModel> {
  const { study, run, model, library } = options;
  const settings: ModelSettings = { testTimeAugmentation: options.tta, threshold: thresholdOf(options.threshold) };
  if ((study === undefined) === (model === undefined)) {
    throw new SmearlabError(
      'wrong-usage',
      "Say which network classifies: --study DIR for a study's output folder, or --model NAME for a run of a data folder, one of the two.",
    );
  }
  if (study !== undefined) {
    if (library !== undefined) throw new SmearlabError('wrong-usage', '--library belongs to --model: a study has its own output folder.');
    return modelOfStudy(study, run ?? null, settings);
  }
  if (run !== undefined) throw new SmearlabError('wrong-usage', '--run belongs to --study; a run of a data folder is named with --model.');
  return readingLibrary(library ?? DEFAULT_LIBRARY, (store, folder) =>
    modelOfRun(store, folder.root, runCalled(namedRuns(store), model ?? ''), settings),
  );
}

function namedRuns(store: Store): NamedRun[] {
  return classifyingRuns(store).map(({ model }) => ({ run: model.run, name: model.name, study: model.studyName }));
}

/** The slide that is kept in the output folder, or a new one. @throws SmearlabError already-there where it is of other images */
async function slideOf(
  by: Recording,
  cells: CellFiles,
  { accession, notes, out }: Options,
  call: Pick<Parameters<typeof openSlide>[1], 'signal' | 'onProgress'>,
): Promise<number> {
  const { store } = by.trail;
  const [known] = listSlides(store);
  if (known === undefined) {
    const called = accessionOf(accession ?? (basename(cells.folder ?? '') || 'slide'));
    return openSlide(store, { accession: called, notes: notesOf(notes ?? ''), cells, keep: (work) => recordOpened(by, work), ...call });
  }
  const paths = cellsOf(store, known.id).map(({ file }) => file);
  if (paths.join('\0') !== cells.files.map(({ file }) => file).join('\0')) {
    throw new SmearlabError(
      'already-there',
      `${out} holds the slide ${known.accession}, which has other images than are in the folder now. Choose another --out.`,
      { file: out },
    );
  }
  describeRecorded(by, known.id, accessionOf(accession ?? known.accession), notesOf(notes ?? known.notes));
  return known.id;
}

/** @throws SmearlabError wrong-usage */
function accessionOf(text: string): string {
  const accession = accessionSchema.safeParse(text);
  if (accession.success) return accession.data;
  throw new SmearlabError('wrong-usage', `--accession cannot be used: ${accession.error.issues[0]?.message ?? 'it is no number'}.`);
}

/** @throws SmearlabError wrong-usage */
function notesOf(text: string): string {
  const notes = slideNotesSchema.safeParse(text);
  if (notes.success) return notes.data;
  throw new SmearlabError('wrong-usage', `--notes cannot be used: ${notes.error.issues[0]?.message ?? 'they are none'}.`);
}
