/** What a part of the gallery is called, how many cells it has, and why they are there. */
import { useTranslation } from 'react-i18next';
import { classColour } from '../../../app/contract/colours.ts';
import { useShare } from '../../parts/useShare.ts';
import { useFormats } from '../useFormats.ts';
import type { Section, SectionName } from './sections.ts';

export function useSectionWords(threshold: number | null) {
  const { t } = useTranslation();
  const share = useShare();
  return {
    nameOf: (name: SectionName): string => {
      if (name.kind === 'class') return name.class;
      return t(`classify.gallery.${name.kind === 'not counted' ? 'notCounted' : name.kind}`);
    },
    helpOf: (name: SectionName): string => {
      switch (name.kind) {
        case 'uncertain':
          return threshold === null ? '' : t('classify.gallery.uncertainHelp', { threshold: share(threshold) });
        case 'flagged':
        case 'unclassified':
        case 'duplicate':
          return t(`classify.gallery.${name.kind}Help`);
        case 'not counted':
          return t('classify.gallery.notCountedHelp');
        case 'waiting':
        case 'class':
          return '';
      }
    },
  };
}

type SectionHeadingProps = {
  readonly section: Section;
  readonly classes: readonly string[];
  readonly columns: number;
  readonly words: ReturnType<typeof useSectionWords>;
};

export function SectionHeading({ section: { name, cells }, classes, columns, words }: SectionHeadingProps) {
  const formats = useFormats();
  return (
    // biome-ignore lint/a11y/useSemanticElements: see GalleryCell.tsx
    // biome-ignore lint/a11y/useFocusableInteractive: cells are what is focused
    <div role="rowheader" aria-colspan={columns} className="heading">
      {name.kind === 'class' && <span className="dot" aria-hidden style={{ backgroundColor: classColour(name.class, classes) }} />}
      <h2>{words.nameOf(name)}</h2>
      <span className="count">{formats.count(cells.length)}</span>
      <span className="help">{words.helpOf(name)}</span>
    </div>
  );
}
