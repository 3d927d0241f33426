/** For which class heat maps are shown: what each run took the image for, what it is labelled, or one class of all. Pure. */

export type HeatOf = { readonly kind: 'predicted' } | { readonly kind: 'labelled' } | { readonly kind: 'class'; readonly name: string };

export type HeatView = {
  readonly of: HeatOf;
  /** Of the warmest place, 0 … 1. */
  readonly opacity: number;
};

export const FIRST_VIEW: HeatView = { of: { kind: 'predicted' }, opacity: 0.75 };

const CLASS = 'class ';

/** As the value of a list; `heatOf` reads it. */
export function heatText(of: HeatOf): string {
  return of.kind === 'class' ? `${CLASS}${of.name}` : of.kind;
}

export function heatOf(text: string): HeatOf {
  if (text.startsWith(CLASS)) return { kind: 'class', name: text.slice(CLASS.length) };
  return { kind: text === 'labelled' ? 'labelled' : 'predicted' };
}

/** What a run is asked for; null: what it takes the image for. @param label of the image; null where it has none */
export function askedClass(of: HeatOf, label: string | null): string | null {
  switch (of.kind) {
    case 'predicted':
      return null;
    case 'labelled':
      return label;
    case 'class':
      return of.name;
  }
}
