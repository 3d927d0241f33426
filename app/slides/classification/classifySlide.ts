/** Classifies the cells of a slide with a model, from where it stood: each result is kept as it comes. */

import { SmearlabError } from '../../contract/failure.ts';
import type { OnProgress } from '../../contract/progress.ts';
import { type SlideModel, slideModelSchema } from '../../contract/slides.ts';
import { withTemperature } from '../../evaluation/calibration/temperature.ts';
import { importProgress } from '../../library/import/importProgress.ts';
import { type FoundResult, keepResults, waitingCells } from '../../store/cells.ts';
import { beginClassifying, endClassifying, readSlide } from '../../store/slides.ts';
import type { Store } from '../../store/store.ts';
import type { Classifier } from './classifying.ts';

export type ClassifySlideRequest = {
  readonly model: SlideModel;
  readonly classifier: Classifier;
  readonly signal: AbortSignal;
  readonly onProgress: OnProgress;
  /** Some results were kept. */
  readonly onKept?: () => void;
};

/**
 * Goes on where the slide is being classified with this very model; begins anew where it is not, or was classified to its end.
 * @throws SmearlabError wrong-usage for a slide that is not there or signed; stopped, and what classifying throws: what was found until then is kept
 */
export async function classifySlide(store: Store, slideId: number, request: ClassifySlideRequest): Promise<void> {
  const { model, classifier, signal, onProgress, onKept } = request;
  const { accession, state } = readSlide(store, slideId);
  if (!(state.kind === 'classifying' && isSameModel(state.model, model))) beginClassifying(store, slideId, model);
  const cells = waitingCells(store, slideId);
  const progress = importProgress(`Classifying ${accession}`, cells.length, (told) => onProgress({ ...told, stage: model.name }));
  const { folder, testTimeAugmentation } = model;
  await classifier.classify(
    { folder, cells, testTimeAugmentation },
    (found) => {
      keepResults(
        store,
        model,
        found.map((result) => scaled(result, model)),
      );
      for (const _ of found) progress.step();
      onKept?.();
    },
    signal,
  );
  if (waitingCells(store, slideId).length > 0)
    throw new SmearlabError('internal', `Some cells of ${accession} were not answered for. Classify it again.`);
  endClassifying(store, slideId);
}

/** Rounding may carry a sum of softmaxes a little beyond 1. */
const ROUNDING = 1e-6;

/** @throws SmearlabError internal for probabilities that are none */
function scaled(result: FoundResult, { classes, temperature }: SlideModel): FoundResult {
  if (result.kind === 'unclassified') return result;
  const { probabilities } = result;
  const isWhole = probabilities.length === classes.length && probabilities.every((value) => value >= 0 && value <= 1 + ROUNDING);
  if (!isWhole) throw new SmearlabError('internal', 'A model gave a cell probabilities that are none. Classify the slide again.');
  return { ...result, probabilities: withTemperature(probabilities, temperature) };
}

/** The same weights, used in the same way: whatever else differs between results would go unseen. */
export function isSameModel(one: SlideModel, other: SlideModel): boolean {
  return JSON.stringify(slideModelSchema.parse(one)) === JSON.stringify(slideModelSchema.parse(other));
}
