/** The parts of the gallery with their cells counted: a way to each, and at once how much there is to do. */
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import { useTranslation } from 'react-i18next';
import { classColour } from '../../../app/contract/colours.ts';
import { useFormats } from '../useFormats.ts';
import { useSectionWords } from './SectionHeading.tsx';
import type { Section } from './sections.ts';

type JumpBarProps = { readonly sections: readonly Section[]; readonly classes: readonly string[]; readonly onJump: (cell: number) => void };

export function JumpBar({ sections, classes, onJump }: JumpBarProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const words = useSectionWords(null);
  return (
    <Box
      component="nav"
      aria-label={t('classify.gallery.jump')}
      sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.5, px: 2, py: 1, borderBottom: 1, borderColor: 'divider', flexShrink: 0 }}
    >
      {sections.map(({ id, name, cells }) => (
        <ButtonBase
          key={id}
          onClick={() => {
            const [first] = cells;
            if (first !== undefined) onJump(first.id);
          }}
          sx={{
            ...{
              gap: 0.75,
              px: 1,
              py: 0.5,
              borderRadius: 4,
              border: 1,
              borderColor: 'divider',
              typography: 'body2',
              bgcolor: 'background.paper',
            },
            ...{ fontVariantNumeric: 'tabular-nums', '&:hover': { bgcolor: 'action.hover' } },
            ...(name.kind === 'uncertain' || name.kind === 'flagged' || name.kind === 'unclassified'
              ? { borderColor: 'warning.main', color: 'warning.main', fontWeight: 600 }
              : {}),
          }}
        >
          {name.kind === 'class' && (
            <Box
              component="span"
              aria-hidden
              sx={{ width: 9, height: 9, borderRadius: '50%', bgcolor: classColour(name.class, classes) }}
            />
          )}
          <span>{words.nameOf(name)}</span>
          <span>{formats.count(cells.length)}</span>
        </ButtonBase>
      ))}
    </Box>
  );
}
