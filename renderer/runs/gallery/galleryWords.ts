/** What a gallery is called. */
import { useTranslation } from 'react-i18next';
import type { Gallery } from '../../../app/contract/runs.ts';
import { type Compared, comparedRun } from '../compare/compared.ts';

export function useGalleryWords(gallery: Gallery, compared: readonly Compared[]): string {
  const { t } = useTranslation();
  const named = (id: number) => {
    const { letter, name } = comparedRun(compared, id);
    return `${letter} ${name}`;
  };
  switch (gallery.kind) {
    case 'cell': {
      const { run, actual, predicted } = gallery;
      return t(actual === predicted ? 'runs.gallery.right' : 'runs.gallery.cell', { name: named(run), actual, predicted });
    }
    case 'one right':
      return t('runs.gallery.oneRight', { right: named(gallery.right), wrong: named(gallery.wrong) });
    case 'both wrong': {
      const [first, second] = gallery.runs;
      return t('runs.gallery.bothWrong', { first: named(first), second: named(second) });
    }
  }
}
