/** What is done on the Masks screen: which image is open, its pictures, judgements and the correction in hand. */
import { useState } from 'react';
import type { ImageCard, MaskOrigin } from '../../app/contract/library.ts';
import { useOrder } from '../connection/calls.ts';
import { useLeaveGuard } from '../parts/leaving.ts';
import { useMaskDisplay } from '../parts/maskDisplay.ts';
import { type Listing, useImages } from '../parts/useImages.ts';
import { useCorrecting } from './correction/useCorrecting.ts';
import { useKeeping } from './correction/useKeeping.ts';
import type { Verdict } from './judging/judgements.ts';
import { useJudging } from './judging/useJudging.ts';
import { firstToDo, indexNow, neighbour, nextToDo, type Spot, type Strip } from './judging/walk.ts';
import { usePictures, usePrefetched } from './pictures/usePictures.ts';
import { offsetsAround } from './strip/offsets.ts';

const NOBODY = () => false;

export function useDesk(listing: Listing) {
  const judging = useJudging();
  const correcting = useCorrecting();
  const [display, changeDisplay] = useMaskDisplay();
  const [opened, setOpened] = useState<{ readonly key: string; readonly spot: Spot } | null>(null);
  const [origin, setOrigin] = useState<{ readonly of: number; readonly origin: MaskOrigin } | null>(null);
  // What to do once a person has said that the strokes may go.
  const [asking, setAsking] = useState<(() => void) | null>(null);
  const keeping = useKeeping();
  const forgetting = useOrder('masks.forget');

  const key = JSON.stringify(listing);
  const waitsOnly = listing.filter.mask === 'proposed';
  const isDone = waitsOnly ? (id: number) => judging.settled.has(id) : NOBODY;
  const kept = opened?.key === key ? opened.spot : null;
  const images = useImages(listing, offsetsAround(kept?.index ?? 0));
  const strip: Strip = { total: images.total ?? 0, cardAt: images.cardAt };
  const spot = kept ?? (images.isOld ? null : firstToDo(strip, isDone));
  const card = spot === null ? null : cardNow(strip, spot);
  const pictures = usePictures(card, origin?.of === card?.id ? (origin?.origin ?? null) : null);
  const ahead = spot === null ? [] : neighboursOf(strip, spot, isDone);
  usePrefetched(ahead);

  const open = (to: Spot | null) => {
    setOpened(to === null ? null : { key, spot: to });
    setOrigin(null);
  };
  const { isUnsaved } = correcting.state;
  const leave = (then: () => void) => (isUnsaved ? setAsking(() => then) : then());
  useLeaveGuard(isUnsaved, leave);
  const go = (to: Spot | null) => {
    if (to === null) return false;
    leave(() => {
      correcting.end();
      open(to);
    });
    return true;
  };

  const proposal = pictures.details?.masks.find((mask) => mask.origin === 'proposed');
  const canJudge = card !== null && pictures.image !== undefined && pictures.mask != null && pictures.shown?.origin === 'proposed';

  return {
    ...{ listing, images, strip, card, spot, pictures, judging, correcting, display, changeDisplay, asking, keeping, forgetting },
    index: spot === null ? -1 : (indexNow(strip, spot) ?? -1),
    ...{ waitsOnly, canJudge, proposal, leave },
    stay: () => setAsking(null),
    go: (to: Spot) => go(to),
    step: (by: 1 | -1) => spot !== null && go(neighbour(strip, spot, by, isDone)),
    hasStep: (by: 1 | -1) => spot !== null && neighbour(strip, spot, by, isDone) !== null,
    show: (to: MaskOrigin) => card !== null && setOrigin({ of: card.id, origin: to }),
    judge: (verdict: Verdict) => {
      if (!canJudge || spot === null || proposal?.proposal == null || proposal.proposal === verdict) return false;
      void judging.judge({ images: [spot.card.id], verdict, before: proposal.proposal, spot });
      open(nextToDo(strip, spot, (id) => id === spot.card.id || isDone(id)));
      return true;
    },
    /** All that the strip shows; then there is nothing more to be opened. */
    judgeAll: async (verdict: Verdict) => {
      await judging.judgeAll(listing, strip.total, verdict);
      open(null);
    },
    undoJudgement: () => {
      if (judging.last === undefined) return false;
      const back = judging.undo();
      if (back !== null) open(back);
      return true;
    },
    /** @returns whether there is something to correct */
    correct: () => {
      const { image, mask } = pictures;
      if (image === undefined || mask === undefined) return false;
      correcting.begin(mask, { width: image.width, height: image.height });
      return true;
    },
    save: () => {
      const { correction } = correcting;
      if (correction === null || card === null || keeping.isPending) return;
      correction.finish();
      if (!correction.state.isUnsaved) return;
      const done = (number: number) => {
        correction.saved(number);
        // The image stays open, also where it leaves the strip.
        if (spot !== null) open(spot);
        if (card.mask === 'proposed') judging.drawn(card.id);
        if (!correction.state.isUnsaved) correcting.end();
      };
      keeping.mutate({ image: card.id, correction }, { onSuccess: done });
    },
    forget: () => {
      if (card === null) return;
      forgetting.mutate({ image: card.id }, { onSuccess: () => judging.forgotten(card.id) });
    },
  };
}

export type Desk = ReturnType<typeof useDesk>;

/** What the strip says of the image by now. */
function cardNow(strip: Strip, spot: Spot): ImageCard {
  const index = indexNow(strip, spot);
  return (index === undefined ? undefined : strip.cardAt(index)) ?? spot.card;
}

/** Two after the image and one before it. */
function neighboursOf(strip: Strip, spot: Spot, isDone: (id: number) => boolean): ImageCard[] {
  const next = neighbour(strip, spot, 1, isDone);
  const after = next === null ? null : neighbour(strip, next, 1, isDone);
  const before = neighbour(strip, spot, -1, isDone);
  return [next, after, before].flatMap((found) => (found === null ? [] : [found.card]));
}
