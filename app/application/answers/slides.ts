/** Answers about slides: opening and classifying them, and what a person says of their cells. */
import { SmearlabError } from '../../contract/failure.ts';
import type { slidesProcedures } from '../../contract/procedures/slides.ts';
import type { SlideModel } from '../../contract/slides.ts';
import { classifySlide } from '../../slides/classification/classifySlide.ts';
import { detailsOf, slidesOf } from '../../slides/details.ts';
import { keepFitted } from '../../slides/models/calibration.ts';
import { cellsOfFiles, cellsOfFolder } from '../../slides/opening/cellFiles.ts';
import { openSlide } from '../../slides/opening/openSlide.ts';
import { labelCells, undoLabelling } from '../../store/cellLabels.ts';
import { pageOfCells, readCell } from '../../store/cells.ts';
import { classifyingRuns } from '../../store/classifyingRuns.ts';
import { assertInReview, assertUnsigned, deleteSlide, describeSlide, readSlide } from '../../store/slides.ts';
import type { Answers, Call, Desk } from '../answer.ts';
import { nowAndThen } from '../nowAndThen.ts';
import { RunningSlides } from '../slides/running.ts';
import { sendToLibrary } from '../slides/sendToLibrary.ts';

export function slidesAnswers(desk: Desk): Answers<keyof typeof slidesProcedures> {
  const running = new RunningSlides();
  return { ...slideAnswers(desk, running), ...reviewAnswers(desk, running), ...modelAnswers(desk) };
}

type Slides = 'list' | 'get' | 'open' | 'describe' | 'remove' | 'cells' | 'cell' | 'classify';

function slideAnswers(desk: Desk, running: RunningSlides): Answers<`slides.${Slides}`> {
  const { library, threads, tell } = desk;
  const { store } = library;
  const isRunning = (slide: number) => running.has(slide);
  return {
    'slides.list': () => slidesOf(store, isRunning),
    'slides.get': ({ slide }) => detailsOf(store, slide, isRunning),
    'slides.open': async ({ cells: given, accession, notes }, { signal, onProgress }) => {
      const cells = given.kind === 'folder' ? await cellsOfFolder(given.folder, signal) : cellsOfFiles(given.files);
      const elsewhere = (files: readonly string[]) => threads.run('lookAtCells', { files: [...files] }, { signal });
      const id = await openSlide(store, { accession, notes, cells, signal, onProgress, elsewhere });
      tell({ name: 'slide', slide: null });
      return detailsOf(store, id, isRunning);
    },
    'slides.describe': ({ slide, accession, notes }) => {
      describeSlide(store, slide, accession, notes);
      tell({ name: 'slide', slide });
      return {};
    },
    'slides.remove': ({ slide }) => {
      running.assertFree(slide);
      deleteSlide(store, slide);
      tell({ name: 'slide', slide: null });
      return {};
    },
    'slides.cells': ({ slide, ...asked }) => pageOfCells(store, readSlide(store, slide).id, asked),
    'slides.cell': ({ cell }) => readCell(store, cell),
    'slides.classify': async (asked, call) => {
      await running.during(asked.slide, () => classify(desk, asked, call));
      return detailsOf(store, asked.slide, isRunning);
    },
  };
}

type Classifying = Parameters<Answers['slides.classify']>[0];

/** Tells what was found now and then, so that a gallery fills while it goes on. */
async function classify(desk: Desk, asked: Classifying, { signal, onProgress }: Call): Promise<void> {
  const { library, classifier, tell } = desk;
  const { slide } = asked;
  const tellAll = () => tell({ name: 'slide', slide });
  const model = await modelOf(desk, asked, signal);
  try {
    const toldNow = nowAndThen(tellAll);
    await classifySlide(library.store, slide, { model, classifier, signal, onProgress, onKept: toldNow });
  } finally {
    tellAll();
  }
}

/** @throws SmearlabError wrong-usage for a slide that is signed, or was begun with no model */
async function modelOf({ library, comparing }: Desk, { slide, model, ...settings }: Classifying, signal: AbortSignal): Promise<SlideModel> {
  const row = readSlide(library.store, slide);
  assertUnsigned(row);
  const folder = library.folder.root;
  if (model !== null) return comparing.run('slideModel', { folder, choice: model, ...settings }, { signal });
  if (row.state.kind !== 'open') return row.state.model;
  throw new SmearlabError('wrong-usage', `The slide ${row.accession} was not begun with any model yet. Choose one.`);
}

type Review = 'label' | 'undo' | 'explain' | 'sendToLibrary';

function reviewAnswers(desk: Desk, running: RunningSlides): Answers<`slides.${Review}`> {
  const { library, explainer, tell } = desk;
  const { store } = library;
  return {
    'slides.label': ({ slide, cells, label }) => {
      running.assertFree(slide);
      assertInReview(readSlide(store, slide));
      const changed = labelCells(store, slide, cells, label);
      if (changed.length > 0) tell({ name: 'slide', slide });
      return { cells: changed.length };
    },
    'slides.undo': ({ slide }) => {
      running.assertFree(slide);
      assertInReview(readSlide(store, slide));
      const cells = undoLabelling(store, slide);
      if (cells === undefined) return null;
      tell({ name: 'slide', slide });
      return { cells: cells.map(({ cell }) => cell) };
    },
    'slides.explain': ({ cell, class: asked }, { signal }) => {
      const { slide, file } = readCell(store, cell);
      const { accession, state } = readSlide(store, slide);
      if (state.kind === 'open')
        throw new SmearlabError('wrong-usage', `The slide ${accession} was not classified yet, so no model has looked at it.`);
      return explainer.explain({ folder: state.model.folder, image: file, class: asked }, signal);
    },
    'slides.sendToLibrary': (asked, call) => sendToLibrary(desk, asked, call),
  };
}

type Models = 'models' | 'modelsOfStudy' | 'calibration' | 'calibrate';

function modelAnswers({ library, comparing, tell }: Desk): Answers<`slides.${Models}`> {
  const { store, folder } = library;
  return {
    'slides.models': () => classifyingRuns(store).map(({ model }) => model),
    'slides.modelsOfStudy': ({ folder: study }, { signal }) => comparing.run('modelsOfStudy', { folder: study }, { signal }),
    'slides.calibration': ({ run, targetError }, { signal }) =>
      comparing.run('calibrate', { folder: folder.root, run, targetError }, { signal }),
    'slides.calibrate': async ({ run, targetError }, { signal }) => {
      const fitted = await comparing.run('calibrate', { folder: folder.root, run, targetError }, { signal });
      const kept = keepFitted(store, { ...fitted, run });
      tell({ name: 'calibration', run });
      return kept;
    },
  };
}
