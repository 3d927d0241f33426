/** At the side: which images are shown, the images themselves, and what is done with all of them. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DataSet } from '../../../app/contract/dataSets.ts';
import { ClassName } from '../../parts/ClassName.tsx';
import { ConfirmDialog } from '../../parts/ConfirmDialog.tsx';
import { ErrorNotice } from '../../parts/ErrorNotice.tsx';
import type { Verdict } from '../judging/judgements.ts';
import type { Desk } from '../useDesk.ts';
import { STANDINGS, type Standing, type StripFilter } from './filter.ts';
import { Strip } from './Strip.tsx';
import { useProgress } from './useProgress.ts';

type Props = {
  readonly dataSet: DataSet;
  readonly desk: Desk;
  readonly filter: StripFilter;
  readonly onFilter: (filter: StripFilter) => void;
};

export function StripPanel({ dataSet, desk, filter, onFilter }: Props) {
  const { t } = useTranslation();
  const { judged, total } = useProgress(dataSet.proposed, desk.judging.settled.size);
  const { images } = desk;
  return (
    <Box component="section" aria-label={t('masks.strip')} sx={{ flex: 1, minHeight: 0, display: 'flex', flexDirection: 'column' }}>
      <Stack sx={{ gap: 1.5, p: 1.5, pb: 1 }}>
        <Filters classes={dataSet.classes} filter={filter} onFilter={(to) => desk.leave(() => onFilter(to))} />
        <Typography variant="body2" role="status" sx={{ fontVariantNumeric: 'tabular-nums' }}>
          {judged === 0 ? t('masks.waiting', { count: dataSet.proposed }) : t('masks.judged', { judged, count: total })}
        </Typography>
      </Stack>
      {images.error !== null && <ErrorNotice error={images.error} onRetry={images.retry} sx={{ mx: 1.5 }} />}
      <Strip classes={dataSet.classes} desk={desk} />
      {desk.waitsOnly && desk.strip.total > 0 && <All desk={desk} />}
    </Box>
  );
}

function Filters({ classes, filter, onFilter }: { readonly classes: readonly string[] } & Pick<Props, 'filter' | 'onFilter'>) {
  const { t } = useTranslation();
  // The first is all of them, the last those without a label.
  const names = [undefined, ...classes, null];
  return (
    <Stack sx={{ gap: 1.5 }}>
      <TextField
        select
        size="small"
        label={t('masks.show')}
        value={filter.standing}
        onChange={({ target }) => {
          const standing = STANDINGS.find((one): one is Standing => one === target.value);
          if (standing !== undefined) onFilter({ ...filter, standing });
        }}
      >
        {STANDINGS.map((standing) => (
          <MenuItem key={standing} value={standing}>
            {t(`masks.filter.${standing}`)}
          </MenuItem>
        ))}
      </TextField>
      <TextField
        select
        size="small"
        label={t('masks.class')}
        value={names.indexOf(filter.class)}
        onChange={({ target }) => onFilter({ ...filter, class: names[Number(target.value)] })}
      >
        {names.map((name, index) => (
          <MenuItem key={name ?? index} value={index}>
            {name === undefined ? t('masks.allClasses') : <ClassName name={name} classes={classes} />}
          </MenuItem>
        ))}
      </TextField>
    </Stack>
  );
}

const ALL = { flex: 1, px: 0.5, whiteSpace: 'nowrap' } as const;

/** Judges all that the strip shows, after a question. */
function All({ desk }: { readonly desk: Desk }) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<Verdict | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const count = desk.strip.total;
  const judgeAll = async (verdict: Verdict) => {
    setIsBusy(true);
    await desk.judgeAll(verdict);
    setIsBusy(false);
    setAsked(null);
  };
  return (
    <Stack direction="row" sx={{ gap: 0.5, p: 1, borderTop: 1, borderColor: 'divider' }}>
      <Button size="small" sx={ALL} onClick={() => setAsked('accepted')}>
        {t('masks.acceptAll')}
      </Button>
      <Button size="small" color="error" sx={ALL} onClick={() => setAsked('rejected')}>
        {t('masks.rejectAll')}
      </Button>
      <ConfirmDialog
        open={asked !== null}
        title={t(asked === 'rejected' ? 'masks.rejectAllTitle' : 'masks.acceptAllTitle', { count })}
        confirm={t(asked === 'rejected' ? 'masks.rejectAllConfirm' : 'masks.acceptAllConfirm')}
        isDangerous={asked === 'rejected'}
        isBusy={isBusy}
        onConfirm={() => asked !== null && desk.leave(() => void judgeAll(asked))}
        onClose={() => setAsked(null)}
      >
        {t(asked === 'rejected' ? 'masks.rejectAllText' : 'masks.acceptAllText')}
      </ConfirmDialog>
    </Stack>
  );
}
