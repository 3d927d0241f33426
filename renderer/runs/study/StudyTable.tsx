/** Subsets down, arms across: plain, with masks, ensemble, then the published ones. */
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import type { StudyComparison } from '../../../app/contract/runs.ts';
import { useNumbers } from '../useNumbers.ts';
import { Wide } from '../Wide.tsx';
import { studyLines } from './studyLines.ts';

export function StudyTable({ table }: { readonly table: StudyComparison }) {
  const { t } = useTranslation();
  const { lines, arms, publishedArms } = studyLines(table);
  const edge = { borderLeft: 2, borderLeftColor: 'divider' } as const;
  return (
    <Wide label={t('runs.studyTable.title')}>
      <Table
        size="small"
        aria-label={t('runs.studyTable.title')}
        sx={{ '& td, & th': { verticalAlign: 'top' }, fontVariantNumeric: 'tabular-nums' }}
      >
        <TableHead>
          <TableRow>
            <TableCell rowSpan={2}>{t('runs.studyTable.subset')}</TableCell>
            <TableCell colSpan={arms.length}>{t('runs.studyTable.ours')}</TableCell>
            <TableCell colSpan={publishedArms.length} sx={edge}>
              {t('runs.studyTable.published')}
            </TableCell>
          </TableRow>
          <TableRow>
            {arms.map((arm) => (
              <TableCell key={arm}>{t(`runs.arms.${arm}`)}</TableCell>
            ))}
            {publishedArms.map((arm, at) => (
              <TableCell key={arm} sx={at === 0 ? edge : {}}>
                {t(`runs.arms.${arm}`)}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {lines.map(({ subset, ours, published }) => (
            <TableRow key={subset}>
              <TableCell component="th" scope="row">
                {subset} %
              </TableCell>
              {ours.map((row, at) => (
                <TableCell key={arms[at]}>
                  <Ours row={row} />
                </TableCell>
              ))}
              {published.map((row, at) => (
                <TableCell key={publishedArms[at]} sx={at === 0 ? edge : {}}>
                  <Published row={row} all={table.publishedImages} />
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Wide>
  );
}

type OursRow = StudyComparison['rows'][number] | undefined;

function Ours({ row }: { readonly row: OursRow }) {
  const { t } = useTranslation();
  const numbers = useNumbers();
  if (row === undefined) return <>{t('runs.notThere')}</>;
  const { accuracy, accuracyInterval: interval, macroF1, againstPlain } = row;
  const names = { first: t('runs.arms.plain'), second: t(`runs.arms.${row.arm}`) };
  return (
    <>
      <div>
        <b>{numbers.score(macroF1)}</b> {t('runs.studyTable.macroF1')}
      </div>
      <Typography variant="caption" component="div" color="textSecondary">
        {t('runs.studyTable.accuracy')} {numbers.percent(accuracy)} % (
        {t('runs.classes.range', { low: numbers.percent(interval.low), high: numbers.percent(interval.high) })})
      </Typography>
      {againstPlain !== null && (
        <Typography
          variant="caption"
          component="div"
          sx={{ fontWeight: againstPlain.verdict === 'no evidence of a difference' ? 400 : 700 }}
        >
          {numbers.signed(againstPlain.difference.value)} (
          {t('runs.classes.range', {
            low: numbers.signed(againstPlain.difference.low),
            high: numbers.signed(againstPlain.difference.high),
          })}
          ): {t(`runs.real.verdicts.${againstPlain.verdict}`, names)}
        </Typography>
      )}
    </>
  );
}

type PublishedRow = StudyComparison['published'][number] | undefined;

function Published({ row, all }: { readonly row: PublishedRow; readonly all: number }) {
  const { t } = useTranslation();
  const numbers = useNumbers();
  if (row === undefined) return <>{t('runs.notThere')}</>;
  return (
    <>
      <div>
        <b>{numbers.score(row.macroF1)}</b> {t('runs.studyTable.macroF1')}
      </div>
      <Typography variant="caption" component="div" color="textSecondary">
        {t('runs.studyTable.accuracy')} {numbers.percent(row.accuracy)} %
      </Typography>
      {row.images !== all && (
        <Typography variant="caption" component="div" color="textSecondary">
          {t('runs.studyTable.covers', { images: row.images, all })}
        </Typography>
      )}
    </>
  );
}
