/** Classes with their probabilities, the most probable first. Pure. */
export function ranked(
  probabilities: readonly number[],
  classes: readonly string[],
): { readonly class: string; readonly probability: number }[] {
  return classes
    .map((name, at) => ({ class: name, probability: probabilities[at] ?? 0 }))
    .toSorted((a, b) => b.probability - a.probability);
}
