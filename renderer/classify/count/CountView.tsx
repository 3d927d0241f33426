/** The differential count: each class with its share, how sure that is, and how it lies to the reference range. */
import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import type { Differential } from '../../../app/contract/differential.ts';
import { useFormats } from '../useFormats.ts';
import { ClassLine } from './ClassLine.tsx';

export function CountView({ count }: { readonly count: Differential }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const names = count.classes.map((one) => one.class);
  const apart = [
    { name: t('classify.count.uncertain'), cells: count.uncertain, isOpen: true },
    { name: t('classify.count.unclassified'), cells: count.unclassified, isOpen: true },
    { name: t('classify.count.waiting'), cells: count.waiting, isOpen: true },
    { name: t('classify.count.duplicate'), cells: count.duplicates, isOpen: false },
    { name: t('classify.count.notCounted'), cells: count.notCounted, isOpen: false },
  ].filter(({ cells }, place) => cells > 0 || place < 2);
  return (
    <Stack sx={{ gap: 1.5 }}>
      <Box sx={{ display: 'flex', alignItems: 'baseline', gap: 1 }}>
        <Typography component="span" sx={{ fontSize: 32, fontWeight: 600, lineHeight: 1, fontVariantNumeric: 'tabular-nums' }}>
          {formats.count(count.counted)}
        </Typography>
        <Typography component="span" color="textSecondary">
          {t('classify.count.counted')}
        </Typography>
      </Box>
      {count.counted === 0 && <Typography color="textSecondary">{t('classify.count.none')}</Typography>}
      <Stack component="ul" aria-label={t('classify.count.title')} sx={{ m: 0, p: 0, listStyle: 'none', gap: 1.25 }}>
        {count.classes.map((one) => (
          <ClassLine key={one.class} count={one} classes={names} />
        ))}
      </Stack>
      <Typography variant="caption" color="textSecondary">
        {t('classify.count.about')} {count.source}
      </Typography>
      <Box component="section" aria-label={t('classify.count.apart')} sx={{ borderTop: 1, borderColor: 'divider', pt: 1.25 }}>
        <Typography variant="h3" sx={{ mb: 0.5 }}>
          {t('classify.count.apart')}
        </Typography>
        {apart.map(({ name, cells, isOpen }) => (
          <Box
            key={name}
            sx={{
              ...{ display: 'flex', justifyContent: 'space-between', typography: 'body2', fontVariantNumeric: 'tabular-nums' },
              ...(isOpen && cells > 0 ? { color: 'warning.main', fontWeight: 600 } : { color: 'text.secondary' }),
            }}
          >
            <span>{name}</span>
            <span>{formats.count(cells)}</span>
          </Box>
        ))}
      </Box>
    </Stack>
  );
}
