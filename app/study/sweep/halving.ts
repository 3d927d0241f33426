/** Which candidates of a round go on into the next. Pure. */

/** `score` is null where nothing is known of it, such as when it diverged. */
export type Scored = { readonly name: string; readonly score: number | null };

/**
 * The best share of them, rounded up and at least one, in the order they came in; of equals the earlier ones. One without a score
 * goes on only where none has one.
 */
export function survivors(scored: readonly Scored[], keep: number): string[] {
  const known = scored.filter(({ score }) => score !== null);
  const ranked = (known.length === 0 ? scored : known).toSorted((a, b) => (b.score ?? 0) - (a.score ?? 0));
  const kept = new Set(ranked.slice(0, Math.max(1, Math.ceil(scored.length * keep))).map(({ name }) => name));
  return scored.filter(({ name }) => kept.has(name)).map(({ name }) => name);
}
