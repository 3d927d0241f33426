/** The Classify screen: all slides, or one of them. */
import { SlidesList } from './list/SlidesList.tsx';
import { SlideScreen } from './slide/SlideScreen.tsx';
import { detailOf, type Where, whereOf } from './where.ts';

export type ClassifyScreenProps = { readonly detail: string | null; readonly onDetail: (detail: string | null) => void };

export function ClassifyScreen({ detail, onDetail }: ClassifyScreenProps) {
  const where = whereOf(detail);
  const go = (to: Where) => onDetail(detailOf(to));
  if (where.kind === 'list') return <SlidesList onOpen={(slide) => go({ kind: 'slide', slide })} />;
  return <SlideScreen key={where.slide} id={where.slide} onLeave={() => go({ kind: 'list' })} />;
}
