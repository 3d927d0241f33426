/** What a folder holds, before it is imported. */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import Paper from '@mui/material/Paper';
import Skeleton from '@mui/material/Skeleton';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportPreview } from '../../../app/contract/dataSets.ts';
import { splitSchema } from '../../../app/contract/words.ts';
import { ClassName } from '../ClassName.tsx';
import { ErrorNotice } from '../ErrorNotice.tsx';
import { Sentences } from './Sentences.tsx';

const MOST_CLASSES = 24;

type FolderPreviewProps = { readonly isChosen: boolean; readonly preview: UseQueryResult<ImportPreview> };

export function FolderPreview({ isChosen, preview }: FolderPreviewProps) {
  const { t } = useTranslation();
  if (!isChosen) return null;
  if (preview.isError && !preview.isFetching) return <ErrorNotice error={preview.error} onRetry={() => void preview.refetch()} />;
  if (preview.data === undefined || preview.isFetching) {
    return <Skeleton variant="rounded" height={150} aria-busy="true" aria-label={t('import.looking')} />;
  }
  return <PreviewFacts preview={preview.data} />;
}

export function PreviewFacts({ preview }: { readonly preview: ImportPreview }) {
  const { t, i18n } = useTranslation();
  const number = new Intl.NumberFormat(i18n.language);
  const { images, masks, classes, bySplit, warnings, layout } = preview;
  const splits = splitSchema.options
    .filter((split) => (bySplit?.[split] ?? 0) > 0)
    .map((split) => `${t(`words.split.${split}`)} ${number.format(bySplit?.[split] ?? 0)}`);
  return (
    <Paper component="section" aria-label={t('import.holds')} sx={{ p: 2 }}>
      <Stack sx={{ gap: 1.5 }}>
        <Stack direction="row" sx={{ gap: 4 }}>
          <Big value={number.format(images)} word={t('import.images', { count: images })} />
          <Big value={number.format(masks)} word={t('import.masks', { count: masks })} />
          <Big value={number.format(classes.length)} word={t('import.classes', { count: classes.length })} />
        </Stack>
        <Box component="dl" sx={{ m: 0, display: 'grid', gridTemplateColumns: 'max-content 1fr', columnGap: 2, rowGap: 1 }}>
          <Fact word={t('import.layout')}>{t(`import.layouts.${layout}`)}</Fact>
          <Fact word={t('import.splits')}>{bySplit === null ? t('import.drawn') : splits.join(' · ')}</Fact>
          {classes.length > 0 && (
            <Fact word={t('import.classNames')}>
              <Stack direction="row" sx={{ flexWrap: 'wrap', gap: 1 }}>
                {classes.slice(0, MOST_CLASSES).map((name) => (
                  <Chip key={name} size="small" variant="outlined" label={<ClassName name={name} classes={classes} />} />
                ))}
                {classes.length > MOST_CLASSES && <span>{t('import.more', { count: classes.length - MOST_CLASSES })}</span>}
              </Stack>
            </Fact>
          )}
        </Box>
        {warnings.length > 0 && (
          <Alert severity="warning">
            <Sentences sentences={warnings} />
          </Alert>
        )}
      </Stack>
    </Paper>
  );
}

function Big({ value, word }: { readonly value: string; readonly word: string }) {
  return (
    <Box>
      <Typography sx={{ fontSize: '1.5rem', fontWeight: 600, lineHeight: 1.2, fontVariantNumeric: 'tabular-nums' }}>{value}</Typography>
      <Typography variant="body2" color="textSecondary">
        {word}
      </Typography>
    </Box>
  );
}

function Fact({ word, children }: { readonly word: string; readonly children: ReactNode }) {
  return (
    <>
      <Typography component="dt" variant="body2" color="textSecondary" sx={{ py: 0.25 }}>
        {word}
      </Typography>
      <Typography component="dd" variant="body2" sx={{ m: 0, py: 0.25 }}>
        {children}
      </Typography>
    </>
  );
}
