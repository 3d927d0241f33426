/** The subset that is being chosen among the saved ones of the same seed: each shorter bar lies inside each longer one it nests with. */
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../app/contract/contract.ts';
import type { SavedSubset } from '../../app/contract/library.ts';

type Props = {
  readonly counted: OutputOf<'subsets.count'> | undefined;
  readonly saved: readonly SavedSubset[];
  readonly seed: number;
};

export function Nesting({ counted, saved, seed }: Props) {
  const { t } = useTranslation();
  if (counted === undefined) return null;
  const own = counted.counts.reduce((sum, { drawn }) => sum + drawn, 0);
  const all = counted.counts.reduce((sum, { training }) => sum + training, 0);
  const relation = (name: string) => {
    const [inside, contains] = [counted.inside.includes(name), counted.contains.includes(name)];
    if (inside && contains) return t('subsets.nesting.same');
    if (inside) return t('subsets.nesting.inside');
    return contains ? t('subsets.nesting.contains') : t('subsets.nesting.apart');
  };
  const rows = [
    ...saved
      .filter((subset) => subset.isCurrent && subset.seed === seed)
      .map(({ id, name, images }) => ({ key: String(id), name, images, note: relation(name), isOwn: false })),
    { key: 'own', name: t('subsets.nesting.own'), images: own, note: '', isOwn: true },
    { key: 'all', name: t('subsets.nesting.all'), images: all, note: '', isOwn: false },
  ].sort((a, b) => a.images - b.images || Number(a.isOwn) - Number(b.isOwn));
  return (
    <>
      <Typography variant="h2">{t('subsets.nesting.title')}</Typography>
      <Typography variant="body2" color="textSecondary" sx={{ mb: 1 }}>
        {t('subsets.nesting.about', { seed })}
      </Typography>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 0.75 }}>
        {rows.map(({ key, name, images, note, isOwn }) => (
          <Box
            component="li"
            key={key}
            sx={{ display: 'grid', gridTemplateColumns: '150px minmax(60px, 1fr) 84px 168px', gap: 1, alignItems: 'center' }}
          >
            <Typography variant="body2" noWrap sx={{ fontWeight: isOwn ? 700 : 400 }}>
              {name}
            </Typography>
            <Box aria-hidden="true" sx={{ bgcolor: 'action.hover', borderRadius: 0.5 }}>
              <Box
                sx={{
                  width: `${all === 0 ? 0 : Math.max(0.4, (images / all) * 100)}%`,
                  height: 14,
                  borderRadius: 0.5,
                  bgcolor: isOwn ? 'primary.main' : 'text.disabled',
                }}
              />
            </Box>
            <Typography variant="body2" align="right" sx={{ fontVariantNumeric: 'tabular-nums' }}>
              {t('subsets.images', { count: images })}
            </Typography>
            <Typography variant="body2" color="textSecondary" noWrap>
              {note}
            </Typography>
          </Box>
        ))}
      </Box>
    </>
  );
}
