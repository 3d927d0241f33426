/** Answers about slides: their cells, and what a person says of them. */
import { SmearlabError } from '../../contract/failure.ts';
import type { slidesProcedures } from '../../contract/procedures/slides.ts';
import { detailsOf, slidesOf } from '../../slides/details.ts';
import { labelCells, undoLabelling } from '../../store/cellLabels.ts';
import { pageOfCells, readCell } from '../../store/cells.ts';
import { assertInReview, deleteSlide, describeSlide, readSlide } from '../../store/slides.ts';
import type { Answers, Desk } from '../answer.ts';

export function slidesAnswers({ library: { store }, tell }: Desk): Answers<keyof typeof slidesProcedures> {
  const isRunning = () => false;
  const comes = (): never => {
    throw new SmearlabError('wrong-usage', 'This part of slides is not there yet.');
  };
  return {
    'slides.list': () => slidesOf(store, isRunning),
    'slides.get': ({ slide }) => detailsOf(store, slide, isRunning),
    'slides.describe': ({ slide, accession, notes }) => {
      describeSlide(store, slide, accession, notes);
      tell({ name: 'slide', slide });
      return {};
    },
    'slides.remove': ({ slide }) => {
      deleteSlide(store, slide);
      tell({ name: 'slide', slide: null });
      return {};
    },
    'slides.cells': ({ slide, ...asked }) => pageOfCells(store, readSlide(store, slide).id, asked),
    'slides.cell': ({ cell }) => readCell(store, cell),
    'slides.label': ({ slide, cells, label }) => {
      assertInReview(readSlide(store, slide));
      const changed = labelCells(store, slide, cells, label);
      if (changed.length > 0) tell({ name: 'slide', slide });
      return { cells: changed.length };
    },
    'slides.undo': ({ slide }) => {
      assertInReview(readSlide(store, slide));
      const cells = undoLabelling(store, slide);
      if (cells === undefined) return null;
      tell({ name: 'slide', slide });
      return { cells: cells.map(({ cell }) => cell) };
    },
    'slides.open': comes,
    'slides.classify': comes,
    'slides.explain': comes,
    'slides.sendToLibrary': comes,
    'slides.models': comes,
    'slides.modelsOfStudy': comes,
    'slides.calibration': comes,
    'slides.calibrate': comes,
  };
}
