/** What is written beside a cell, in the language that is shown. */

import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Cell, type CellFlag, shownAs } from '../../../app/contract/slides.ts';
import { shareText } from '../../parts/shareText.ts';
import { fileName } from '../../parts/ThumbnailStrip.tsx';

export type CellWords = ReturnType<typeof wordsIn>;

export function useCellWords(): CellWords {
  const { t, i18n } = useTranslation();
  return useMemo(() => wordsIn(t, i18n.language), [t, i18n.language]);
}

type Classified = Extract<Cell['result'], { kind: 'classified' }>;
type Besides = { readonly text: string; readonly share: number | null };

function wordsIn(t: TFunction, language: string) {
  const share = (value: number) => shareText(value, language);
  const flag = (one: CellFlag) => t(`classify.flags.${one}`);
  /** The class that it stands under, or why it has none. */
  const name = (cell: Cell): string => {
    if (cell.label?.kind === 'not counted') return t('classify.gallery.notCounted');
    const shown = shownAs(cell);
    if (shown !== null) return shown;
    return cell.result.kind === 'unclassified' ? t(`classify.reasons.${cell.result.reason}`) : fileName(cell.path);
  };
  return {
    share,
    flag,
    name,
    model: ({ predicted, probability }: Classified): Besides => ({
      text: t('classify.gallery.model', { class: predicted }),
      share: probability,
    }),
    second: ({ second }: Classified): Besides =>
      second === null
        ? { text: t('classify.gallery.noSecond'), share: null }
        : { text: t('classify.gallery.second', { class: second.class }), share: second.probability },
    you: t('classify.gallery.you'),
  };
}
