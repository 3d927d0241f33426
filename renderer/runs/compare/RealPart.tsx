/** "Is it real?": each run against the baseline, by intervals and tests, with what they say in words. */
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import type { Against, Gallery, JudgedTogether } from '../../../app/contract/runs.ts';
import { realCsv } from '../csv/tables.ts';
import { useNumbers } from '../useNumbers.ts';
import { Wide } from '../Wide.tsx';
import { type Compared, comparedRun } from './compared.ts';
import { IntervalBar } from './IntervalBar.tsx';
import { Part } from './Part.tsx';
import { RunMark } from './RunMark.tsx';

export type RealPartProps = {
  readonly judged: JudgedTogether;
  readonly compared: readonly Compared[];
  readonly onGallery: (gallery: Gallery) => void;
};

export function RealPart({ judged, compared, onGallery }: RealPartProps) {
  const { t } = useTranslation();
  const [baseline] = compared;
  if (baseline === undefined) return null;
  const names = new Map(compared.map(({ id, name }) => [id, name]));
  const most = Math.max(0.01, ...judged.against.flatMap(({ comparison: { difference } }) => [-difference.low, difference.high]));
  return (
    <Part
      title={t('runs.real.title')}
      help={t('runs.images', { count: judged.images })}
      csv={{ file: 'is-it-real.csv', text: () => realCsv(judged, names, baseline.id) }}
    >
      <Stack component="ul" sx={{ m: 0, mb: 1.5, p: 0, listStyle: 'none', gap: 0.75 }}>
        {judged.against.map((one) => (
          <Sentence key={one.run} one={one} baseline={baseline} other={comparedRun(compared, one.run)} onGallery={onGallery} />
        ))}
      </Stack>
      <Wide label={t('runs.real.title')}>
        <Table
          size="small"
          aria-label={t('runs.real.title')}
          sx={{ '& td, & th': { px: 1, whiteSpace: 'nowrap' }, fontVariantNumeric: 'tabular-nums' }}
        >
          <TableHead>
            <TableRow>
              <TableCell>{t('runs.real.against', { letter: baseline.letter })}</TableCell>
              <TableCell colSpan={2}>{t('runs.real.difference')}</TableCell>
              <TableCell>{t('runs.real.interval')}</TableCell>
              <TableCell>{t('runs.real.onlyRight')}</TableCell>
              <TableCell align="right">{t('runs.real.p')}</TableCell>
              <TableCell>{t('runs.real.overSeeds')}</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {judged.against.map((one) => (
              <AgainstRow key={one.run} one={one} baseline={baseline} other={comparedRun(compared, one.run)} most={most} />
            ))}
          </TableBody>
        </Table>
      </Wide>
      <Typography variant="body2" color="textSecondary" sx={{ mt: 1.5, maxWidth: '110ch' }}>
        {t('runs.real.how')}
      </Typography>
    </Part>
  );
}

type RowProps = { readonly one: Against; readonly baseline: Compared; readonly other: Compared };

function Sentence({ one: { comparison }, baseline, other, onGallery }: RowProps & { readonly onGallery: RealPartProps['onGallery'] }) {
  const { t } = useTranslation();
  const isNone = comparison.verdict === 'no evidence of a difference';
  const galleries: readonly { readonly name: string; readonly gallery: Gallery }[] = [
    { name: t('runs.gallery.oneRight', { right: baseline.letter, wrong: other.letter }), gallery: oneRight(baseline, other) },
    { name: t('runs.gallery.oneRight', { right: other.letter, wrong: baseline.letter }), gallery: oneRight(other, baseline) },
    {
      name: t('runs.gallery.bothWrong', { first: baseline.letter, second: other.letter }),
      gallery: { kind: 'both wrong', runs: [baseline.id, other.id] },
    },
  ];
  return (
    <Stack component="li" direction="row" sx={{ columnGap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
      <RunMark look={other} />
      <Typography component="span" sx={{ fontWeight: isNone ? 400 : 600, mr: 'auto' }}>
        {t(`runs.real.sentences.${comparison.verdict}`, { firstName: baseline.name, secondName: other.name })}
      </Typography>
      <span>
        {galleries.map(({ name, gallery }) => (
          <Button key={name} size="small" onClick={() => onGallery(gallery)}>
            {name}
          </Button>
        ))}
      </span>
    </Stack>
  );
}

function oneRight(right: Compared, wrong: Compared): Gallery {
  return { kind: 'one right', right: right.id, wrong: wrong.id };
}

function AgainstRow({ one, baseline, other, most }: RowProps & { readonly most: number }) {
  const { t } = useTranslation();
  const numbers = useNumbers();
  const { comparison, overSeeds } = one;
  const { difference, mcnemar } = comparison;
  const letters = { firstLetter: baseline.letter, secondLetter: other.letter };
  return (
    <TableRow>
      <TableCell component="th" scope="row" sx={{ maxWidth: 220 }}>
        <RunMark look={other} name={other.name} />
      </TableCell>
      <TableCell align="right">
        <b>{numbers.signed(difference.value)}</b>
      </TableCell>
      <TableCell aria-hidden="true" sx={{ width: 150 }}>
        <IntervalBar {...difference} from={-most} to={most} mark={0} colour={other.colour} width={140} />
      </TableCell>
      <TableCell>{t('runs.classes.range', { low: numbers.signed(difference.low), high: numbers.signed(difference.high) })}</TableCell>
      <TableCell>{t('runs.real.onlyRightHelp', { first: mcnemar.b, second: mcnemar.c, ...letters })}</TableCell>
      <TableCell align="right">{numbers.p(mcnemar.p)}</TableCell>
      <TableCell>
        {overSeeds === null ? (
          <Typography variant="body2" color="textSecondary" component="span">
            {t('runs.real.noSeeds')}
          </Typography>
        ) : (
          `${numbers.signed(overSeeds.value)} (${t('runs.classes.range', { low: numbers.signed(overSeeds.low), high: numbers.signed(overSeeds.high) })}), ${t('runs.real.seeds', { count: overSeeds.seeds.length })}`
        )}
      </TableCell>
    </TableRow>
  );
}
