/** The balance of classes as numbers: one row for each class, one column for each split. */
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import { ClassName } from '../parts/ClassName.tsx';
import { useShare } from '../parts/useShare.ts';
import type { SplitBalance } from './balance.ts';

type BalanceTableProps = { readonly splits: readonly SplitBalance[]; readonly classes: readonly string[] };

export function BalanceTable({ splits, classes }: BalanceTableProps) {
  const { t, i18n } = useTranslation();
  const number = new Intl.NumberFormat(i18n.language);
  const share = useShare();
  const names = splits[0]?.classes.map((count) => count.class) ?? [];
  return (
    <TableContainer>
      <Table
        size="small"
        aria-label={t('balance.title')}
        sx={{ '& td, & th': { fontVariantNumeric: 'tabular-nums', px: 0.5 }, '& thead th': { typography: 'caption' } }}
      >
        <TableHead>
          <TableRow>
            <TableCell>{t('balance.class')}</TableCell>
            {splits.map(({ split }) => (
              <TableCell key={split} align="right">
                {t(`words.split.${split}`)}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {names.map((name, row) => (
            <TableRow key={name ?? '\u0000'}>
              <TableCell component="th" scope="row">
                <ClassName name={name} classes={classes} />
              </TableCell>
              {splits.map(({ split, classes: counts }) => (
                <TableCell key={split} align="right">
                  {number.format(counts[row]?.images ?? 0)}{' '}
                  <Typography component="span" variant="caption" color="textSecondary" sx={{ display: 'inline-block' }}>
                    ({share(counts[row]?.share ?? 0)})
                  </Typography>
                </TableCell>
              ))}
            </TableRow>
          ))}
          <TableRow>
            <TableCell component="th" scope="row" sx={{ fontWeight: 600 }}>
              {t('balance.all')}
            </TableCell>
            {splits.map(({ split, images }) => (
              <TableCell key={split} align="right" sx={{ fontWeight: 600 }}>
                {number.format(images)}
              </TableCell>
            ))}
          </TableRow>
        </TableBody>
      </Table>
    </TableContainer>
  );
}
