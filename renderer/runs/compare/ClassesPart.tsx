/** Precision, recall or F1 of each class with its interval, and the difference to the baseline. */
import Box from '@mui/material/Box';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Interval, JudgedTogether, ScoreDifference } from '../../../app/contract/runs.ts';
import { ClassName } from '../../parts/ClassName.tsx';
import { classesCsv } from '../csv/tables.ts';
import { useNumbers } from '../useNumbers.ts';
import { Wide } from '../Wide.tsx';
import { type ClassLine, classLines, least, SCORES, type Score } from './classLines.ts';
import type { Compared } from './compared.ts';
import { IntervalBar } from './IntervalBar.tsx';
import { OneOf } from './OneOf.tsx';
import { Part } from './Part.tsx';
import { RunMark } from './RunMark.tsx';

export type ClassesPartProps = { readonly judged: JudgedTogether; readonly compared: readonly Compared[] };

export function ClassesPart({ judged, compared }: ClassesPartProps) {
  const { t } = useTranslation();
  const [score, setScore] = useState<Score>('f1');
  const names = new Map(compared.map(({ id, name }) => [id, name]));
  const lines = classLines(
    judged,
    compared.map(({ id }) => id),
    score,
  );
  const from = least(lines);
  return (
    <Part
      title={t('runs.classes.title')}
      choice={
        <OneOf
          label={t('runs.classes.score')}
          value={score}
          options={SCORES.map((value) => ({ value, name: t(`runs.classes.${value}`) }))}
          onChange={setScore}
        />
      }
      help={t('runs.classes.help', { letter: compared[0]?.letter ?? '' })}
      csv={{ file: 'classes.csv', text: () => classesCsv(judged, names) }}
    >
      <Wide label={t('runs.classes.title')}>
        <Table
          size="small"
          aria-label={`${t('runs.classes.title')}: ${t(`runs.classes.${score}`)}`}
          sx={{ '& td, & th': { px: 1, verticalAlign: 'top' }, fontVariantNumeric: 'tabular-nums' }}
        >
          <TableHead>
            <TableRow>
              <TableCell>{t('runs.classes.class')}</TableCell>
              <TableCell align="right">{t('runs.classes.support')}</TableCell>
              {compared.map((one) => (
                <TableCell key={one.id} sx={{ maxWidth: 180 }}>
                  <RunMark look={one} name={one.name} />
                </TableCell>
              ))}
            </TableRow>
          </TableHead>
          <TableBody>
            {lines.map((line) => (
              <Line key={line.name ?? ''} line={line} compared={compared} classes={judged.classes} from={from} />
            ))}
          </TableBody>
        </Table>
      </Wide>
    </Part>
  );
}

type LineProps = {
  readonly line: ClassLine;
  readonly compared: readonly Compared[];
  readonly classes: readonly string[];
  readonly from: number;
};

function Line({ line: { name, support, cells }, compared, classes, from }: LineProps) {
  const { t } = useTranslation();
  const numbers = useNumbers();
  return (
    <TableRow sx={name === null ? { '& td, & th': { borderTop: 2, borderTopColor: 'divider' } } : {}}>
      <TableCell component="th" scope="row">
        {name === null ? <b>{t('runs.classes.macro')}</b> : <ClassName name={name} classes={classes} />}
      </TableCell>
      <TableCell align="right">{numbers.count(support)}</TableCell>
      {cells.map(({ value, interval, difference }, at) => (
        <TableCell key={compared[at]?.id ?? at}>
          <ScoreCell value={value} interval={interval} difference={difference} colour={compared[at]?.colour ?? ''} from={from} />
        </TableCell>
      ))}
    </TableRow>
  );
}

type ScoreCellProps = {
  readonly value: number;
  readonly interval: Interval | null;
  readonly difference: ScoreDifference | null;
  readonly colour: string;
  readonly from: number;
};

function ScoreCell({ value, interval, difference, colour, from }: ScoreCellProps) {
  const { t } = useTranslation();
  const numbers = useNumbers();
  const range = interval === null ? '' : t('runs.classes.range', { low: numbers.score(interval.low), high: numbers.score(interval.high) });
  return (
    <>
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'baseline', whiteSpace: 'nowrap' }}>
        <b>{numbers.score(value)}</b>
        <Typography component="span" variant="caption" color="textSecondary">
          {range}
        </Typography>
      </Box>
      {interval !== null && <IntervalBar value={value} low={interval.low} high={interval.high} from={from} to={1} colour={colour} />}
      {difference !== null && (
        <Typography
          component="div"
          variant="caption"
          sx={{
            whiteSpace: 'nowrap',
            fontWeight: isClear(difference) ? 700 : 400,
            color: isClear(difference) ? 'text.primary' : 'text.secondary',
          }}
        >
          {numbers.signed(difference.value)} (
          {t('runs.classes.range', { low: numbers.signed(difference.low), high: numbers.signed(difference.high) })})
        </Typography>
      )}
    </>
  );
}

function isClear({ low, high }: ScoreDifference): boolean {
  return low > 0 || high < 0;
}
