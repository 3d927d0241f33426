/** What a cell of the grid says, looked up once for all of them. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { MaskStanding } from '../../app/contract/library.ts';
import type { Split } from '../../app/contract/words.ts';

export type CellWords = {
  readonly loading: string;
  readonly unlabelled: string;
  readonly split: Readonly<Record<Split, string>>;
  readonly shortSplit: Readonly<Record<Split, string>>;
  readonly mask: Readonly<Record<MaskStanding, string>>;
};

export function useCellWords(): CellWords {
  const { t } = useTranslation();
  return useMemo(() => {
    const splits = (of: (split: Split) => string) => ({ train: of('train'), val: of('val'), test: of('test') });
    const split = splits((name) => t(`words.split.${name}`));
    const maskMark = (name: MaskStanding) => t('library.maskMark', { standing: t(`words.mask.${name}`) });
    const mask = { drawn: maskMark('drawn'), lab: maskMark('lab'), accepted: maskMark('accepted'), proposed: maskMark('proposed') };
    const unlabelled = t('words.unlabelled');
    return {
      ...{ loading: t('library.loading'), unlabelled, split, shortSplit: splits((name) => t(`library.shortSplit.${name}`)), mask },
    };
  }, [t]);
}

export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
