/** What the grid is narrowed to and in which order: a state, what changes it, and the request that it stands for. Pure. */
import type { ImageFilter, PageRequest } from '../../app/contract/library.ts';
import type { Split } from '../../app/contract/words.ts';
import { type Prediction, predictionAsked } from './prediction.ts';

export type MaskFilter = NonNullable<ImageFilter['mask']>;
export type Sort = PageRequest['sort'];

export type FilterState = {
  /** As it was typed. */
  readonly search: string;
  /** Empty: all; null: images without a label. */
  readonly classes: readonly (string | null)[];
  readonly splits: readonly Split[];
  readonly mask: MaskFilter | null;
  readonly subset: number | null;
  readonly prediction: Prediction | null;
  readonly sort: Sort;
};

export const NO_FILTER: FilterState = {
  ...{ search: '', classes: [], splits: [], mask: null, subset: null, prediction: null },
  sort: { by: 'path', descending: false },
};

/** One thing that narrows the grid, to be shown and taken away by itself. */
export type ActiveFilter =
  | { readonly kind: 'search'; readonly text: string }
  | { readonly kind: 'class'; readonly class: string | null }
  | { readonly kind: 'split'; readonly split: Split }
  | { readonly kind: 'mask'; readonly mask: MaskFilter }
  | { readonly kind: 'subset'; readonly subset: number }
  | { readonly kind: 'prediction'; readonly prediction: Prediction };

export type FilterAction =
  | { readonly type: 'search'; readonly text: string }
  | { readonly type: 'toggleClass'; readonly class: string | null }
  | { readonly type: 'toggleSplit'; readonly split: Split }
  | { readonly type: 'mask'; readonly mask: MaskFilter | null }
  | { readonly type: 'subset'; readonly subset: number | null }
  | { readonly type: 'prediction'; readonly prediction: Prediction | null }
  | { readonly type: 'sort'; readonly sort: Sort }
  | { readonly type: 'remove'; readonly filter: ActiveFilter }
  /** One class in one split, and nothing else that narrows it. */
  | { readonly type: 'showOnly'; readonly class: string | null; readonly split: Split }
  /** Lets all images through again; the order stays. */
  | { readonly type: 'clear' };

/** The longest text that the contract lets one search for. */
const LONGEST_SEARCH = 200;

export function changeFilter(state: FilterState, action: FilterAction): FilterState {
  switch (action.type) {
    case 'search':
      return { ...state, search: action.text.slice(0, LONGEST_SEARCH) };
    case 'toggleClass':
      return { ...state, classes: toggled(state.classes, action.class) };
    case 'toggleSplit':
      return { ...state, splits: toggled(state.splits, action.split) };
    case 'mask':
      return { ...state, mask: action.mask };
    case 'subset':
      return { ...state, subset: action.subset };
    case 'prediction':
      return { ...state, prediction: action.prediction };
    case 'sort':
      return { ...state, sort: action.sort };
    case 'remove':
      return without(state, action.filter);
    case 'showOnly':
      return { ...NO_FILTER, sort: state.sort, classes: [action.class], splits: [action.split] };
    case 'clear':
      return { ...NO_FILTER, sort: state.sort };
  }
}

/** Of each what there is; undefined: not known yet. */
type There = { readonly subsets?: Known; readonly runs?: Known };
type Known = readonly { readonly id: number }[] | undefined;

/** The state without what it names and is gone by now. */
export function withoutGone(state: FilterState, { subsets, runs }: There): FilterState {
  const isGone = (id: number, all: Known) => all?.every((one) => one.id !== id) ?? false;
  const subset = state.subset !== null && isGone(state.subset, subsets) ? null : state.subset;
  const prediction = state.prediction !== null && isGone(state.prediction.run, runs) ? null : state.prediction;
  return subset === state.subset && prediction === state.prediction ? state : { ...state, subset, prediction };
}

function toggled<T>(values: readonly T[], value: T): readonly T[] {
  return values.includes(value) ? values.filter((other) => other !== value) : [...values, value];
}

function without(state: FilterState, filter: ActiveFilter): FilterState {
  switch (filter.kind) {
    case 'search':
      return { ...state, search: '' };
    case 'class':
      return { ...state, classes: state.classes.filter((name) => name !== filter.class) };
    case 'split':
      return { ...state, splits: state.splits.filter((split) => split !== filter.split) };
    case 'mask':
      return { ...state, mask: null };
    case 'subset':
      return { ...state, subset: null };
    case 'prediction':
      return { ...state, prediction: null };
  }
}

/** Everything that narrows the grid, in the order of the controls. */
export function activeFilters({ search, classes, splits, mask, subset, prediction }: FilterState): ActiveFilter[] {
  const text = search.trim();
  return [
    ...(text === '' ? [] : [{ kind: 'search', text } as const]),
    ...classes.map((name) => ({ kind: 'class', class: name }) as const),
    ...splits.map((split) => ({ kind: 'split', split }) as const),
    ...(mask === null ? [] : [{ kind: 'mask', mask } as const]),
    ...(subset === null ? [] : [{ kind: 'subset', subset } as const]),
    ...(prediction === null ? [] : [{ kind: 'prediction', prediction } as const]),
  ];
}

/** What the application is asked with. The same state gives the same request, in whatever order its parts were chosen. */
export function requestOf(dataSet: number, state: FilterState): Pick<PageRequest, 'filter' | 'sort'> {
  const search = state.search.trim();
  const filter: ImageFilter = {
    dataSet,
    ...(state.classes.length === 0 ? {} : { classes: state.classes.toSorted(byName) }),
    ...(state.splits.length === 0 ? {} : { splits: state.splits.toSorted() }),
    ...(state.mask === null ? {} : { mask: state.mask }),
    ...(state.subset === null ? {} : { subset: state.subset }),
    ...(state.prediction === null ? {} : { prediction: predictionAsked(state.prediction) }),
    ...(search === '' ? {} : { search }),
  };
  return { filter, sort: state.sort };
}

/** null first. */
function byName(a: string | null, b: string | null): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? -1 : 1;
  return a < b ? -1 : 1;
}
