/** ROC and precision-recall curves of one class against the others. */
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JudgedTogether } from '../../../app/contract/runs.ts';
import { ClassName } from '../../parts/ClassName.tsx';
import { Chart } from '../charts/Chart.tsx';
import { SHARES } from '../charts/scale.ts';
import { rankCurvesCsv } from '../csv/tables.ts';
import { useNumbers } from '../useNumbers.ts';
import type { Compared } from './compared.ts';
import { OneOf } from './OneOf.tsx';
import { Part } from './Part.tsx';

export type RankPartProps = { readonly judged: JudgedTogether; readonly compared: readonly Compared[] };

export function RankPart({ judged, compared }: RankPartProps) {
  const { t } = useTranslation();
  const { classes } = judged;
  const [chosen, setChosen] = useState(classes[0] ?? '');
  const shown = classes.includes(chosen) ? chosen : (classes[0] ?? '');
  const names = new Map(compared.map(({ id, name }) => [id, name]));
  return (
    <Part
      title={t('runs.ranks.title')}
      choice={
        <OneOf
          label={t('runs.ranks.of')}
          value={shown}
          options={classes.map((value) => ({ value, name: <ClassName name={value} classes={classes} /> }))}
          onChange={setChosen}
        />
      }
      csv={{ file: 'roc-and-precision-recall.csv', text: () => rankCurvesCsv(judged, names) }}
    >
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', md: 'minmax(0, 1fr) minmax(0, 1fr)' } }}>
        <Ranks kind="roc" of={classes.indexOf(shown)} judged={judged} compared={compared} />
        <Ranks kind="precisionRecall" of={classes.indexOf(shown)} judged={judged} compared={compared} />
      </Box>
    </Part>
  );
}

type RanksProps = RankPartProps & { readonly kind: 'roc' | 'precisionRecall'; readonly of: number };

function Ranks({ kind, of, judged, compared }: RanksProps) {
  const { t } = useTranslation();
  const numbers = useNumbers();
  const lines = compared.flatMap((one) => {
    const curve = judged.runs.find(({ run }) => run === one.id)?.curves[of]?.[kind];
    return curve === undefined ? [] : [{ ...one, points: curve.points, area: curve.area }];
  });
  if (lines.length === 0) return <Typography color="textSecondary">{t('runs.ranks.none')}</Typography>;
  const isRoc = kind === 'roc';
  const area = t(isRoc ? 'runs.ranks.auc' : 'runs.ranks.averagePrecision');
  const title = isRoc ? t('runs.ranks.truePositive') : t('runs.ranks.precision');
  return (
    <Chart
      title={title}
      summary={[
        `${t(`runs.ranks.${kind}`)}, ${judged.classes[of] ?? ''}`,
        ...lines.map((line) => `${line.letter} ${line.name}: ${area} ${numbers.score(line.area)}`),
      ].join('. ')}
      across={SHARES}
      up={SHARES}
      acrossLabel={isRoc ? t('runs.ranks.falsePositive') : t('runs.ranks.recall')}
      lines={lines.map((line) => ({ ...line, name: `${isRoc ? area : 'AP'} ${numbers.score(line.area)}` }))}
      hasDiagonal={isRoc}
      namesAt={isRoc ? 'corner' : 'lower left'}
      tick={numbers.tick}
      height={320}
    />
  );
}
