/** What is drawn of each class of what there is, as numbers and as bars, while the slider moves. */
import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import Skeleton from '@mui/material/Skeleton';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableFooter from '@mui/material/TableFooter';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import { classColour } from '../../app/contract/colours.ts';
import type { SubsetCount } from '../../app/contract/procedures/subsets.ts';
import { FEW } from './drawing.ts';

type Props = { readonly classes: readonly string[]; readonly counts: readonly SubsetCount[] | undefined };

export function ClassCounts({ classes, counts }: Props) {
  const { t, i18n } = useTranslation();
  if (counts === undefined) return <Skeleton variant="rounded" height={240} />;
  const number = new Intl.NumberFormat(i18n.language);
  const most = Math.max(1, ...counts.map(({ training }) => training));
  const sum = (key: 'drawn' | 'training' | 'masks') => number.format(counts.reduce((total, count) => total + count[key], 0));
  return (
    <Table size="small" aria-label={t('subsets.counts')} sx={{ '& td, & th': { px: 1 }, fontVariantNumeric: 'tabular-nums' }}>
      <TableHead>
        <TableRow>
          <TableCell>{t('subsets.class')}</TableCell>
          <TableCell sx={{ width: '40%' }} aria-hidden="true" />
          <TableCell align="right">{t('subsets.drawn')}</TableCell>
          <TableCell align="right">{t('subsets.of')}</TableCell>
          <TableCell align="right">{t('subsets.withMask')}</TableCell>
          <TableCell />
        </TableRow>
      </TableHead>
      <TableBody>
        {counts.map(({ class: name, training, drawn, masks }) => (
          <TableRow key={name ?? ''}>
            <TableCell component="th" scope="row">
              {name ?? t('words.unlabelled')}
            </TableCell>
            <TableCell aria-hidden="true">
              <Bar share={training / most} drawn={training === 0 ? 0 : drawn / training} colour={classColour(name, classes)} />
            </TableCell>
            <TableCell align="right">
              <b>{number.format(drawn)}</b>
            </TableCell>
            <TableCell align="right">{number.format(training)}</TableCell>
            <TableCell align="right">{number.format(masks)}</TableCell>
            <TableCell>{drawn < FEW && <Chip size="small" color="warning" variant="outlined" label={t('subsets.few')} />}</TableCell>
          </TableRow>
        ))}
      </TableBody>
      <TableFooter>
        <TableRow sx={{ '& td, & th': { color: 'text.primary', typography: 'body2', borderBottom: 0 } }}>
          <TableCell component="th" scope="row">
            <Typography variant="body2" sx={{ fontWeight: 600 }}>
              {t('subsets.total')}
            </Typography>
          </TableCell>
          <TableCell aria-hidden="true" />
          <TableCell align="right" data-testid="drawn-total">
            <b>{sum('drawn')}</b>
          </TableCell>
          <TableCell align="right">{sum('training')}</TableCell>
          <TableCell align="right">{sum('masks')}</TableCell>
          <TableCell />
        </TableRow>
      </TableFooter>
    </Table>
  );
}

/** `share`: of the largest class, 0 to 1; `drawn`: of this class. */
function Bar({ share, drawn, colour }: { readonly share: number; readonly drawn: number; readonly colour: string }) {
  return (
    <Box
      sx={{ width: `${Math.max(0.5, share * 100)}%`, height: 14, borderRadius: 0.5, border: 1, borderColor: colour, overflow: 'hidden' }}
    >
      <Box sx={{ width: `${drawn * 100}%`, height: '100%', bgcolor: colour }} />
    </Box>
  );
}
