/** Overlaid learning curves, with bands where there are several seeds. */
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import type { RunComparison } from '../../../app/contract/runs.ts';
import { Chart } from '../charts/Chart.tsx';
import { epochScale, niceScale } from '../charts/scale.ts';
import { curvesCsv } from '../csv/tables.ts';
import { useNumbers } from '../useNumbers.ts';
import type { Compared } from './compared.ts';
import { bandsOf, curvesOf, lastAndBest, type Measure } from './curveLines.ts';
import { Part } from './Part.tsx';

export type CurvesPartProps = { readonly comparison: RunComparison; readonly compared: readonly Compared[] };

export function CurvesPart({ comparison, compared }: CurvesPartProps) {
  const { t } = useTranslation();
  const names = new Map(compared.map(({ id, name }) => [id, name]));
  return (
    <Part title={t('runs.curves.title')} csv={{ file: 'curves.csv', text: () => curvesCsv(comparison, names) }}>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', md: 'minmax(0, 1fr) minmax(0, 1fr)' } }}>
        <Curves measure="macroF1" comparison={comparison} compared={compared} />
        <Curves measure="loss" comparison={comparison} compared={compared} />
      </Box>
      <SeedWords comparison={comparison} compared={compared} />
    </Part>
  );
}

function Curves({ measure, comparison, compared }: CurvesPartProps & { readonly measure: Measure }) {
  const { t } = useTranslation();
  const numbers = useNumbers();
  const lines = curvesOf(comparison, compared, measure);
  const bands = bandsOf(comparison.seedGroups, compared, measure);
  const last = Math.max(1, ...lines.flatMap(({ points }) => points.map(([epoch]) => epoch)));
  const values = [
    ...lines.flatMap(({ points }) => points.map(([, value]) => value)),
    ...bands.flatMap(({ points }) => points.flatMap(([, low, high]) => [low, high])),
  ];
  const title = t(`runs.curves.${measure}`);
  if (values.length === 0) return <Typography color="textSecondary">{`${title}: ${t('runs.curves.none')}`}</Typography>;
  const written = (value: number) => (measure === 'macroF1' ? numbers.score(value) : numbers.loss(value));
  const summary = lines.map(({ name, letter, points }) => {
    const found = lastAndBest(points, measure);
    const words =
      found === null
        ? t('runs.notThere')
        : `${t('runs.curves.last')} ${written(found.last)}, ${t('runs.curves.best')} ${written(found.best)}`;
    return `${letter} ${name}: ${words}`;
  });
  return (
    <Chart
      title={title}
      summary={[title, ...summary].join('. ')}
      across={epochScale(last)}
      up={niceScale(values)}
      acrossLabel={t('runs.curves.epoch')}
      lines={lines}
      bands={bands}
      tick={numbers.tick}
    />
  );
}

function SeedWords({ comparison, compared }: CurvesPartProps) {
  const { t } = useTranslation();
  const groups = comparison.seedGroups.filter(({ runs }) => runs.length > 1);
  if (groups.length === 0) return null;
  const words = groups.map(({ chosen, runs }) => {
    const letters = compared.flatMap(({ id, letter }) => (chosen.includes(id) ? [letter] : [])).join(', ');
    return t('runs.curves.group', { letters, count: runs.length });
  });
  return (
    <Typography variant="body2" color="textSecondary" sx={{ mt: 1 }}>
      {t('runs.curves.bands', { count: groups.length, groups: words.join('; ') })}
    </Typography>
  );
}
