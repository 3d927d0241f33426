/** What a run trains on: every training image, and beside it the masked copy of each image that has a mask. */
import { SmearlabError } from '../contract/failure.ts';
import type { RunFile, RunImage } from '../contract/runFile.ts';

export type Mask = NonNullable<RunImage['mask']>;

/** `label` is the place of the class in the run's class list; null where the data set has no labels. */
export type Example =
  | { readonly kind: 'image'; readonly image: RunImage; readonly label: number | null }
  | { readonly kind: 'masked copy'; readonly image: RunImage; readonly mask: Mask; readonly label: number | null };

/** What the example's picture is, wherever its files lie. */
export function contentOf(example: Example): string {
  return example.kind === 'masked copy' ? `${example.image.sha256} ${example.mask.sha256}` : example.image.sha256;
}

/** The training examples of a run, images first, then masked copies when the recipe asks for them. */
export function trainingExamples(run: RunFile): Example[] {
  const examples: Example[] = run.images.train.map((image) => ({ kind: 'image', image, label: labelOf(run, image) }));
  if (!run.recipe.maskedCopies) return examples;
  for (const image of run.images.train) {
    if (image.mask !== null) examples.push({ kind: 'masked copy', image, mask: image.mask, label: labelOf(run, image) });
  }
  return examples;
}

export function validationExamples(run: RunFile): Example[] {
  return run.images.val.map((image) => ({ kind: 'image', image, label: labelOf(run, image) }));
}

function labelOf(run: RunFile, image: RunImage): number | null {
  if (run.classes.length === 0) return null;
  const label = image.class === null ? -1 : run.classes.indexOf(image.class);
  if (label < 0) {
    throw new SmearlabError(
      'bad-run-file',
      `The run ${run.name} lists ${image.path} with the class ${image.class ?? '(none)'}, which is not one of its classes (${run.classes.join(', ')}). Plan the run again.`,
      { file: image.path },
    );
  }
  return label;
}
