/** What a person has decided since the screen was opened, so that it can be taken back and counted. Pure. */
import type { ProposalState } from '../../../app/contract/library.ts';
import type { Spot } from './walk.ts';

export type Verdict = 'accepted' | 'rejected';

export type Judgement = {
  readonly images: readonly number[];
  readonly verdict: Verdict;
  /** What they were before, and are again when it is taken back. */
  readonly before: ProposalState;
  /** What is opened again then. */
  readonly spot: Spot | null;
};

export type Judgements = {
  /** Images that waited for a judgement. `drawn`: settled by drawing a mask. */
  readonly settled: ReadonlyMap<number, Verdict | 'drawn'>;
  /** Oldest first. */
  readonly past: readonly Judgement[];
};

export const NO_JUDGEMENTS: Judgements = { settled: new Map(), past: [] };

export type JudgementAction =
  | { readonly type: 'judged'; readonly judgement: Judgement }
  /** Taken back, or refused by the application. */
  | { readonly type: 'undone'; readonly judgement: Judgement }
  | { readonly type: 'drawn' | 'forgotten'; readonly image: number };

export function changeJudgements({ settled, past }: Judgements, action: JudgementAction): Judgements {
  const next = new Map(settled);
  switch (action.type) {
    case 'judged':
      if (action.judgement.before === 'proposed') for (const image of action.judgement.images) next.set(image, action.judgement.verdict);
      return { settled: next, past: [...past, action.judgement] };
    case 'undone':
      if (action.judgement.before === 'proposed') for (const image of action.judgement.images) next.delete(image);
      return { settled: next, past: past.filter((judgement) => judgement !== action.judgement) };
    case 'drawn':
      next.set(action.image, 'drawn');
      return { settled: next, past };
    case 'forgotten':
      next.delete(action.image);
      return { settled: next, past };
  }
}
