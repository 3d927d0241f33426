/** Where in the Classify screen a person is, as the end of the address. Pure. */

export type Where = { readonly kind: 'list' } | { readonly kind: 'slide'; readonly slide: number };

/** Anything that is none of ours is the list. */
export function whereOf(detail: string | null): Where {
  const [, slide] = /^slide\/(\d{1,9})$/.exec(detail ?? '') ?? [];
  return slide === undefined ? { kind: 'list' } : { kind: 'slide', slide: Number(slide) };
}

export function detailOf(where: Where): string | null {
  return where.kind === 'list' ? null : `slide/${where.slide}`;
}
