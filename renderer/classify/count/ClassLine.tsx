/** One class of the differential count: numbers, and a line with the reference range behind the interval. */
import Box from '@mui/material/Box';
import { useTheme } from '@mui/material/styles';
import { useTranslation } from 'react-i18next';
import { classColour } from '../../../app/contract/colours.ts';
import type { ClassCount, Comparison } from '../../../app/contract/differential.ts';
import { ClassName } from '../../parts/ClassName.tsx';
import { useFormats } from '../useFormats.ts';
import { countBar } from './bars.ts';

const ARROWS: Readonly<Record<Comparison, string>> = { low: '▼', 'possibly low': '▽', inside: '', 'possibly high': '△', high: '▲' };
const KEYS = { low: 'low', 'possibly low': 'possiblyLow', inside: 'inside', 'possibly high': 'possiblyHigh', high: 'high' } as const;

export function ClassLine({ count, classes }: { readonly count: ClassCount; readonly classes: readonly string[] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { share, low, high, range, comparison, byPerson } = count;
  const isOutside = comparison === 'low' || comparison === 'high';
  return (
    <li>
      <Box sx={{ display: 'flex', alignItems: 'baseline', gap: 1, typography: 'body2' }}>
        <Box sx={{ flex: 1, minWidth: 0, fontWeight: 600 }}>
          <ClassName name={count.class} classes={classes} />
        </Box>
        {comparison !== null && comparison !== 'inside' && (
          <Box component="span" sx={{ color: isOutside ? 'error.main' : 'warning.main', fontWeight: 600, whiteSpace: 'nowrap' }}>
            {ARROWS[comparison]} {t(`classify.count.${KEYS[comparison]}`)}
          </Box>
        )}
        <Box component="span" sx={{ fontWeight: 600, fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}>
          {share === null ? '–' : `${formats.percent(share)} %`}
        </Box>
      </Box>
      <Line count={count} colour={classColour(count.class, classes)} />
      <Box
        sx={{
          ...{ display: 'flex', justifyContent: 'space-between', gap: 1, typography: 'caption', color: 'text.secondary' },
          ...{ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' },
        }}
      >
        <span>
          {t('classify.cells', { count: count.cells })}
          {byPerson > 0 ? `, ${t('classify.count.byYou', { count: byPerson })}` : ''}
          {share === null ? '' : ` · ${formats.percent(low)}–${formats.percent(high)}`}
        </span>
        <span>
          {range === null
            ? t('classify.count.noRange')
            : t('classify.count.range', { low: formats.perCent(range.low), high: formats.perCent(range.high) })}
        </span>
      </Box>
    </li>
  );
}

const [HEIGHT, WIDTH] = [14, 320];

/** It says nothing that the numbers around it do not say, and is hidden from who does not see it. */
function Line({ count, colour }: { readonly count: ClassCount; readonly colour: string }) {
  const { palette } = useTheme();
  const { most, at, interval, range } = countBar(count);
  const x = (place: number) => place * WIDTH;
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 0.75 }} aria-hidden>
      <svg
        aria-hidden="true"
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        style={{ display: 'block', flex: 1, minWidth: 0, height: HEIGHT }}
      >
        {range !== null && (
          <rect
            x={x(range.from)}
            y={1}
            width={Math.max(2, x(range.to) - x(range.from))}
            height={HEIGHT - 2}
            rx={2}
            fill={palette.action.selected}
          />
        )}
        <path d={`M0 ${HEIGHT / 2}H${WIDTH}`} stroke={palette.divider} vectorEffect="non-scaling-stroke" />
        {at !== null && (
          <>
            <path
              d={`M${x(interval.from)} ${HEIGHT / 2}H${x(interval.to)}`}
              stroke={palette.text.primary}
              strokeWidth={2}
              vectorEffect="non-scaling-stroke"
            />
            {[interval.from, interval.to].map((end) => (
              <path
                key={end}
                d={`M${x(end)} 4V${HEIGHT - 4}`}
                stroke={palette.text.primary}
                strokeWidth={1.5}
                vectorEffect="non-scaling-stroke"
              />
            ))}
            <rect
              x={x(at) - 2.5}
              y={2}
              width={5}
              height={HEIGHT - 4}
              rx={1}
              fill={colour}
              stroke={palette.background.paper}
              vectorEffect="non-scaling-stroke"
            />
          </>
        )}
      </svg>
      <Box component="span" sx={{ typography: 'caption', fontSize: 10.5, color: 'text.secondary', width: 34, textAlign: 'right' }}>
        {most} %
      </Box>
    </Box>
  );
}
