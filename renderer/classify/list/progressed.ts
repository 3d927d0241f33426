/** How far a slide is, as a person sees it. Pure. */
import type { Slide, SlideState } from '../../../app/contract/slides.ts';

export type Progressed = 'open' | 'running' | 'interrupted' | 'review' | 'signed';

export function progressedOf(state: SlideState): Progressed {
  if (state.kind !== 'classifying') return state.kind;
  return state.isRunning ? 'running' : 'interrupted';
}

/** Cells that a person has to look at before the count is whole; null before anything was found. */
export function toReview({ state, standings }: Pick<Slide, 'state' | 'standings'>): number | null {
  return state.kind === 'open' ? null : standings.uncertain + standings.unclassified;
}
