/** What compared runs reach, where they were judged together; else why not. What does not depend on that stands between. */
import Alert from '@mui/material/Alert';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Gallery, RunComparison } from '../../../app/contract/runs.ts';
import { ClassesPart } from './ClassesPart.tsx';
import type { Compared } from './compared.ts';
import { MatricesPart } from './MatricesPart.tsx';
import { RankPart } from './RankPart.tsx';
import { RealPart } from './RealPart.tsx';
import { ReliabilityPart } from './ReliabilityPart.tsx';

export type ComparedScoresProps = {
  readonly comparison: RunComparison;
  readonly compared: readonly Compared[];
  readonly onGallery: (gallery: Gallery) => void;
  readonly children: ReactNode;
};

export function ComparedScores({ comparison, compared, onGallery, children }: ComparedScoresProps) {
  const { t, i18n } = useTranslation();
  const { judged } = comparison;
  if (judged.kind === 'apart') {
    const runs = new Intl.ListFormat(i18n.language, { type: 'conjunction' }).format(judged.runs);
    return (
      <>
        <Alert severity="info">{t(`runs.apart.${judged.why}`, { runs })}</Alert>
        {children}
      </>
    );
  }
  return (
    <>
      <RealPart judged={judged} compared={compared} onGallery={onGallery} />
      {children}
      <ClassesPart judged={judged} compared={compared} />
      <MatricesPart judged={judged} compared={compared} onGallery={onGallery} />
      <RankPart judged={judged} compared={compared} />
      <ReliabilityPart judged={judged} compared={compared} />
    </>
  );
}
