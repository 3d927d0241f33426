// biome-ignore-all lint/suspicious/noArrayIndexKey: a column is its place
/** What runs were made with: what differs first, what is the same for all folded away. */
import Box from '@mui/material/Box';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunSettings, Setting } from '../../app/contract/runs.ts';
import { useSettingWords } from './useSettingWords.ts';
import { Wide } from './Wide.tsx';

/** @param props `names`: one for each run, in the order of the values */
export function SettingsTable({
  settings: { differing, same },
  names,
}: {
  readonly settings: RunSettings;
  readonly names: readonly ReactNode[];
}) {
  const { t } = useTranslation();
  return (
    <>
      {differing.length === 0 ? (
        <Typography sx={{ mb: 1 }}>{t('runs.nothingDiffers')}</Typography>
      ) : (
        <Wide label={t('runs.differences')}>
          <SettingLines label={t('runs.differences')} lines={differing} heads={names} />
        </Wide>
      )}
      <Box component="details" sx={{ my: 1, '& summary': { cursor: 'pointer', color: 'text.secondary', py: 0.5, width: 'fit-content' } }}>
        <summary>{t('runs.sameSettings', { count: same.length })}</summary>
        <SettingLines label={t('runs.sameSettings', { count: same.length })} lines={same} heads={[t('runs.value')]} />
      </Box>
    </>
  );
}

type LinesProps = { readonly label: string; readonly lines: readonly Setting[]; readonly heads: readonly ReactNode[] };

function SettingLines({ label, lines, heads }: LinesProps) {
  const { t } = useTranslation();
  const { nameOf, valueText } = useSettingWords();
  return (
    <Table size="small" aria-label={label} sx={{ width: 'auto', minWidth: 360, '& td, & th': { py: 0.5 } }}>
      <TableHead>
        <TableRow>
          <TableCell>{t('runs.setting')}</TableCell>
          {heads.map((head, at) => (
            <TableCell key={at}>{head}</TableCell>
          ))}
        </TableRow>
      </TableHead>
      <TableBody>
        {lines.map(({ name, values }) => (
          <TableRow key={name}>
            <TableCell component="th" scope="row" sx={{ whiteSpace: 'nowrap' }} title={name}>
              {nameOf(name)}
            </TableCell>
            {values.map((value, at) => (
              <TableCell
                key={at}
                sx={{ fontVariantNumeric: 'tabular-nums', maxWidth: 280, overflow: 'hidden', textOverflow: 'ellipsis' }}
                title={valueText(name, value)}
              >
                {valueText(name, value)}
              </TableCell>
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
