/** Answers about slides: opening and classifying them, and what a person says of their cells. */
import { SmearlabError } from '../../contract/failure.ts';
import type { slidesProcedures } from '../../contract/procedures/slides.ts';
import type { SlideModel } from '../../contract/slides.ts';
import { classifySlide } from '../../slides/classification/classifySlide.ts';
import { detailsOf, slidesOf } from '../../slides/details.ts';
import { keepFitted } from '../../slides/models/calibration.ts';
import { cellsOfFiles, cellsOfFolder } from '../../slides/opening/cellFiles.ts';
import { openSlide } from '../../slides/opening/openSlide.ts';
import {
  describeRecorded,
  labelRecorded,
  recordCalibrated,
  recordClassified,
  recordClassifying,
  recordOpened,
  recordSent,
  removeRecorded,
  undoRecorded,
} from '../../slides/recording.ts';
import { pageOfCells, readCell } from '../../store/cells.ts';
import { classifyingRuns } from '../../store/classifyingRuns.ts';
import { assertInReview, assertUnsigned, readSlide } from '../../store/slides.ts';
import type { Session } from '../../users/session.ts';
import type { Answers, Call, Desk } from '../answer.ts';
import { nowAndThen } from '../nowAndThen.ts';
import { RunningSlides } from '../slides/running.ts';
import { sendToLibrary } from '../slides/sendToLibrary.ts';

export function slidesAnswers(desk: Desk): Answers<keyof typeof slidesProcedures> {
  const running = new RunningSlides();
  return { ...slideAnswers(desk, running), ...reviewAnswers(desk, running), ...modelAnswers(desk) };
}

/** Who changes something, which is asked when it begins: long work goes on when its session has ended. */
function byOf({ trail, users }: Desk, session: Session) {
  return { trail, actor: users.actor(session) };
}

type Slides = 'list' | 'get' | 'open' | 'describe' | 'remove' | 'cells' | 'cell' | 'classify';

function slideAnswers(desk: Desk, running: RunningSlides): Answers<`slides.${Slides}`> {
  const { library, threads, tell } = desk;
  const { store } = library;
  const isRunning = (slide: number) => running.has(slide);
  return {
    'slides.list': () => slidesOf(store, isRunning),
    'slides.get': ({ slide }) => detailsOf(store, slide, isRunning),
    'slides.open': async ({ cells: given, accession, notes }, { signal, onProgress, session }) => {
      const by = byOf(desk, session);
      const cells = given.kind === 'folder' ? await cellsOfFolder(given.folder, signal) : cellsOfFiles(given.files);
      const elsewhere = (files: readonly string[]) => threads.run('lookAtCells', { files: [...files] }, { signal });
      const id = await openSlide(store, { accession, notes, cells, signal, onProgress, elsewhere, keep: (work) => recordOpened(by, work) });
      tell({ name: 'slide', slide: null });
      return detailsOf(store, id, isRunning);
    },
    'slides.describe': ({ slide, accession, notes }, { session }) => {
      describeRecorded(byOf(desk, session), slide, accession, notes);
      tell({ name: 'slide', slide });
      return {};
    },
    'slides.remove': ({ slide }, { session }) => {
      running.assertFree(slide);
      removeRecorded(byOf(desk, session), slide);
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
async function classify(desk: Desk, asked: Classifying, { signal, onProgress, session }: Call): Promise<void> {
  const { library, classifier, tell } = desk;
  const { slide } = asked;
  const tellAll = () => tell({ name: 'slide', slide });
  const by = byOf(desk, session);
  const model = await modelOf(desk, asked, signal);
  recordClassifying(by, slide, model);
  try {
    const toldNow = nowAndThen(tellAll);
    await classifySlide(library.store, slide, { model, classifier, signal, onProgress, onKept: toldNow });
  } finally {
    recordClassified(by, slide);
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
    'slides.label': ({ slide, cells, label }, { session }) => {
      running.assertFree(slide);
      assertInReview(readSlide(store, slide));
      const changed = labelRecorded(byOf(desk, session), slide, cells, label);
      if (changed > 0) tell({ name: 'slide', slide });
      return { cells: changed };
    },
    'slides.undo': ({ slide }, { session }) => {
      running.assertFree(slide);
      assertInReview(readSlide(store, slide));
      const cells = undoRecorded(byOf(desk, session), slide);
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
    'slides.sendToLibrary': async (asked, call) => {
      const by = byOf(desk, call.session);
      const sent = await sendToLibrary(desk, asked, call);
      recordSent(by, asked.slide, sent);
      return sent;
    },
  };
}

type Models = 'models' | 'modelsOfStudy' | 'calibration' | 'calibrate';

function modelAnswers(desk: Desk): Answers<`slides.${Models}`> {
  const { library, comparing, tell } = desk;
  const { store, folder } = library;
  return {
    'slides.models': () => classifyingRuns(store).map(({ model }) => model),
    'slides.modelsOfStudy': ({ folder: study }, { signal }) => comparing.run('modelsOfStudy', { folder: study }, { signal }),
    'slides.calibration': ({ run, targetError }, { signal }) =>
      comparing.run('calibrate', { folder: folder.root, run, targetError }, { signal }),
    'slides.calibrate': async ({ run, targetError }, { signal, session }) => {
      const by = byOf(desk, session);
      const fitted = await comparing.run('calibrate', { folder: folder.root, run, targetError }, { signal });
      const kept = recordCalibrated(by, run, () => keepFitted(store, { ...fitted, run }));
      tell({ name: 'calibration', run });
      return kept;
    },
  };
}
