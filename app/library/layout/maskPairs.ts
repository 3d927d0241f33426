/** Finds each mask's image: the one of the same place (split and class, as the layout has it) that shares its file stem. */
import { counted, named } from '../folded.ts';

type Filed = { readonly path: string; readonly place: string };

/** File name without its last extension: `cells/a.1.png` → `a.1`. */
export function stemOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1).normalize('NFC');
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? name : name.slice(0, dot);
}

/** No path has a NUL in it. */
function place(file: Filed, stem: string): string {
  return `${file.place}\0${stem}`;
}

/**
 * Pairs masks with images by exact stem, and where no exact one is there without regard to case. Of several masks for one stem the
 * first in order of path counts; several images of one stem share the mask.
 * @returns image path → mask path, and sentences about masks that found no image
 */
export function pairMasks(images: readonly Filed[], masks: readonly Filed[]): { maskOf: Map<string, string>; warnings: string[] } {
  const exact = new Map<string, string>();
  const anyCase = new Map<string, string>();
  const spare: string[] = [];
  for (const mask of masks) {
    const stem = stemOf(mask.path);
    if (exact.has(place(mask, stem))) spare.push(mask.path);
    else exact.set(place(mask, stem), mask.path);
    if (!anyCase.has(place(mask, stem.toLowerCase()))) anyCase.set(place(mask, stem.toLowerCase()), mask.path);
  }
  const maskOf = new Map<string, string>();
  for (const image of images) {
    const stem = stemOf(image.path);
    const mask = exact.get(place(image, stem)) ?? anyCase.get(place(image, stem.toLowerCase()));
    if (mask !== undefined) maskOf.set(image.path, mask);
  }
  const used = new Set([...maskOf.values(), ...spare]);
  const orphans = masks.filter((mask) => !used.has(mask.path)).map((mask) => mask.path);
  const warnings: string[] = [];
  if (orphans.length > 0) {
    warnings.push(
      `${counted(orphans.length, 'mask has', 'masks have')} no image of the same name and class: ${named(orphans)}. Add the image, or remove the mask.`,
    );
  }
  if (spare.length > 0) {
    warnings.push(`More than one mask has the same name; left out: ${named(spare)}. Keep one mask for each image.`);
  }
  return { maskOf, warnings };
}
