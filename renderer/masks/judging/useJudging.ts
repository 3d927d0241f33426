/** Judges proposals, one or many, and takes it back. */
import { useReducer, useState } from 'react';
import type { ProposalState } from '../../../app/contract/library.ts';
import { MOST_IMAGES_OF_A_CHANGE } from '../../../app/contract/procedures/library.ts';
import { useClient } from '../../connection/calls.ts';
import type { Listing } from '../../parts/useImages.ts';
import { changeJudgements, type Judgement, NO_JUDGEMENTS, type Verdict } from './judgements.ts';
import type { Spot } from './walk.ts';

export function useJudging() {
  const client = useClient();
  const [{ settled, past }, change] = useReducer(changeJudgements, NO_JUDGEMENTS);
  const [error, setError] = useState<Error | null>(null);

  const order = async (images: readonly number[], verdict: ProposalState) => {
    for (let at = 0; at < images.length; at += MOST_IMAGES_OF_A_CHANGE) {
      await client.call('masks.judge', { images: images.slice(at, at + MOST_IMAGES_OF_A_CHANGE), verdict });
    }
  };
  /** It counts at once; where the application refuses, it is taken back and said why. */
  const judge = (judgement: Judgement) => {
    setError(null);
    change({ type: 'judged', judgement });
    return order(judgement.images, judgement.verdict).catch((reason: unknown) => {
      change({ type: 'undone', judgement });
      setError(asError(reason));
    });
  };
  return {
    settled,
    last: past.at(-1),
    error,
    closeError: () => setError(null),
    judge,
    /** @returns what is to be opened again */
    undo: (): Spot | null => {
      const judgement = past.at(-1);
      if (judgement === undefined) return null;
      setError(null);
      change({ type: 'undone', judgement });
      order(judgement.images, judgement.before).catch((reason: unknown) => {
        change({ type: 'judged', judgement });
        setError(asError(reason));
      });
      return judgement.spot;
    },
    /** All that wait under a filter. */
    judgeAll: async (listing: Listing, total: number, verdict: Verdict) => {
      setError(null);
      const images: number[] = [];
      try {
        for (let offset = 0; offset < total; offset += MOST_IMAGES_OF_A_CHANGE) {
          images.push(...(await client.call('library.ids', { ...listing, offset, limit: MOST_IMAGES_OF_A_CHANGE })));
        }
      } catch (reason) {
        setError(asError(reason));
        return;
      }
      if (images.length > 0) await judge({ images, verdict, before: 'proposed', spot: null });
    },
    drawn: (image: number) => change({ type: 'drawn', image }),
    forgotten: (image: number) => change({ type: 'forgotten', image }),
  };
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}
