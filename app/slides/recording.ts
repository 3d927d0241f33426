/** Changes of slides, each with what the audit trail says of it, as one transaction. */
import { recorded, type Trail } from '../audit/trail.ts';
import type { Actor, Facts, Subject } from '../contract/audit.ts';
import type { Calibration, CellLabel, SlideModel } from '../contract/slides.ts';
import { findCalibration } from '../store/calibrations.ts';
import { type LabelledCell, labelCells, lastLabelling, undoLabelling } from '../store/cellLabels.ts';
import { readCell } from '../store/cells.ts';
import { deleteSlide, describeSlide, readSlide, standingsOf } from '../store/slides.ts';

export type Recording = { readonly trail: Trail; readonly actor: Actor };

const slideOf = (id: number): Subject => ({ kind: 'slide', id });

/** @param keep stores a slide that was opened @returns its id */
export function recordOpened({ trail, actor }: Recording, keep: () => number): number {
  return recorded(trail, actor, (tell) => {
    const id = keep();
    const { accession, notes, folder, openedAt } = readSlide(trail.store, id);
    const cells = Object.values(standingsOf(trail.store, id).get(id) ?? {}).reduce((sum, count) => sum + count, 0);
    tell({ action: 'slide opened', subject: slideOf(id), before: null, after: { accession, notes, folder, openedAt, cells } });
    return id;
  });
}

/** @throws what `describeSlide` throws */
export function describeRecorded({ trail, actor }: Recording, id: number, accession: string, notes: string): void {
  recorded(trail, actor, (tell) => {
    const before = readSlide(trail.store, id);
    describeSlide(trail.store, id, accession, notes);
    const after = readSlide(trail.store, id);
    if (before.accession === after.accession && before.notes === after.notes) return;
    const facts = (of: typeof before): Facts => ({ accession: of.accession, notes: of.notes });
    tell({ action: 'slide described', subject: slideOf(id), before: facts(before), after: facts(after) });
  });
}

/** @throws what `deleteSlide` throws */
export function removeRecorded({ trail, actor }: Recording, id: number): void {
  recorded(trail, actor, (tell) => {
    const { accession, notes, folder, openedAt, state } = readSlide(trail.store, id);
    deleteSlide(trail.store, id);
    const before = { accession, notes, folder, openedAt, state: state.kind };
    tell({ action: 'slide removed', subject: slideOf(id), before, after: null });
  });
}

/** @returns how many cells have another label now @throws what `labelCells` throws */
export function labelRecorded({ trail, actor }: Recording, slide: number, cells: readonly number[], label: CellLabel | null): number {
  return recorded(trail, actor, (tell) => {
    const changed = labelCells(trail.store, slide, cells, label);
    if (changed.length > 0) {
      const after = labelsOf(trail.store, changed, () => label);
      tell({ action: 'cells labelled', subject: slideOf(slide), before: labelsOf(trail.store, changed, ({ before }) => before), after });
    }
    return changed.length;
  });
}

/** @returns the cells that are as they were; undefined where there was nothing to take back */
export function undoRecorded({ trail, actor }: Recording, slide: number): readonly LabelledCell[] | undefined {
  return recorded(trail, actor, (tell) => {
    const last = lastLabelling(trail.store, slide);
    const undone = undoLabelling(trail.store, slide);
    if (undone !== undefined) {
      const before = labelsOf(trail.store, undone, () => last?.label ?? null);
      const after = labelsOf(trail.store, undone, ({ before: label }) => label);
      tell({ action: 'labels taken back', subject: slideOf(slide), before, after });
    }
    return undone;
  });
}

/** What a person says of each cell, by the name of its file. */
function labelsOf(store: Trail['store'], cells: readonly LabelledCell[], of: (cell: LabelledCell) => CellLabel | null): Facts {
  const labels = cells.map((cell): [string, string | null] => {
    const label = of(cell);
    return [readCell(store, cell.cell).path, label?.kind === 'class' ? label.class : (label?.kind ?? null)];
  });
  return { labels: Object.fromEntries(labels) };
}

/** Before it begins, goes on or begins anew: results follow one by one, and have no rows of their own. */
export function recordClassifying({ trail, actor }: Recording, id: number, model: SlideModel): void {
  recorded(trail, actor, (tell) => {
    const { state } = readSlide(trail.store, id);
    const before = { state: state.kind, model: state.kind === 'open' ? null : factsOf(state.model) };
    tell({ action: 'classification begun', subject: slideOf(id), before, after: { state: 'classifying', model: factsOf(model) } });
  });
}

/** Whether it came to its end or not. */
export function recordClassified({ trail, actor }: Recording, id: number): void {
  recorded(trail, actor, (tell) => {
    const { state } = readSlide(trail.store, id);
    const cells = { ...standingsOf(trail.store, id).get(id) };
    const action = state.kind === 'review' ? 'slide classified' : 'classification stopped';
    tell({ action, subject: slideOf(id), before: { state: 'classifying' }, after: { state: state.kind, cells } });
  });
}

function factsOf({ name, network, checkpoint, dataSet, version, temperature, threshold, testTimeAugmentation }: SlideModel): Facts {
  return { name, network, checkpoint, dataSet, version, temperature, threshold, testTimeAugmentation };
}

/** @param keep stores what was fitted */
export function recordCalibrated({ trail, actor }: Recording, run: number, keep: () => Calibration): Calibration {
  return recorded(trail, actor, (tell) => {
    const facts = (): Facts | null => {
      const kept = findCalibration(trail.store, run);
      return kept === undefined ? null : { temperature: kept.temperature, threshold: kept.threshold, targetError: kept.targetError };
    };
    const before = facts();
    const kept = keep();
    tell({ action: 'threshold set', subject: { kind: 'model', id: run }, before, after: facts() });
    return kept;
  });
}

/** What is noted at the cells says nothing of the count, so it is told once it is done. */
export function recordSent({ trail, actor }: Recording, slide: number, sent: Facts): void {
  recorded(trail, actor, (tell) => tell({ action: 'cells sent to the library', subject: slideOf(slide), before: null, after: sent }));
}
