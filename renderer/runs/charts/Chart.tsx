/** A chart of lines with bands behind them, as plain SVG: each line is named at its end, and a table beside it says the same to who does not see it. */
import Box from '@mui/material/Box';
import { useTheme } from '@mui/material/styles';
import { useId } from 'react';
import type { RunLook } from '../../../app/contract/runLook.ts';
import { placed, type Scale, spread } from '../../parts/charts/scale.ts';

export type ChartPoint = readonly [x: number, y: number];
export type ChartLine = RunLook & { readonly name: string; readonly points: readonly ChartPoint[] };
export type ChartBand = { readonly colour: string; readonly points: readonly (readonly [x: number, low: number, high: number])[] };

export type ChartProps = {
  readonly title: string;
  /** What the chart says, in words. */
  readonly summary: string;
  readonly across: Scale;
  readonly up: Scale;
  readonly acrossLabel: string;
  readonly lines: readonly ChartLine[];
  readonly bands?: readonly ChartBand[];
  /** From the lower left to the upper right corner. */
  readonly hasDiagonal?: boolean;
  /** Whether each point is marked. */
  readonly isDotted?: boolean;
  readonly tick: (value: number) => string;
  /** The names stand at the ends of the lines, or else in the corner that the lines leave free, where they all end in one point. */
  readonly namesAt?: 'ends' | 'corner' | 'lower left';
  readonly height?: number;
};

const WIDTH = 460;

export function Chart(props: ChartProps) {
  const { title, summary, across, up, lines, bands = [], hasDiagonal = false, namesAt = 'ends', height = 260 } = props;
  const { palette } = useTheme();
  const titleId = useId();
  const paper = { left: 46, right: WIDTH - (namesAt === 'ends' ? 30 : 12), top: 30, bottom: height - 40 };
  const x = (value: number) => placed(across, value, paper.left, paper.right);
  const y = (value: number) => placed(up, value, paper.bottom, paper.top);
  return (
    <Box
      component="svg"
      role="img"
      aria-labelledby={titleId}
      viewBox={`0 0 ${WIDTH} ${height}`}
      sx={{
        display: 'block',
        width: '100%',
        maxWidth: 620,
        fontSize: 12,
        fontFamily: 'inherit',
        '& text': { fill: palette.text.secondary },
      }}
    >
      <title id={titleId}>{summary}</title>
      <text x={paper.left} y={16} style={{ fill: palette.text.primary, fontWeight: 600, fontSize: 13 }}>
        {title}
      </text>
      <Axes {...props} paper={paper} height={height} colour={palette.divider} />
      {hasDiagonal && (
        <path
          d={`M${x(across.low)} ${y(up.low)}L${x(across.high)} ${y(up.high)}`}
          stroke={palette.text.secondary}
          strokeDasharray="2 4"
          fill="none"
        />
      )}
      {bands.map(({ colour, points }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: bands have no other name
        <path key={at} d={bandPath(points, x, y)} fill={colour} opacity={palette.mode === 'dark' ? 0.26 : 0.16} />
      ))}
      {lines.map((line) => (
        <Line key={line.letter} line={line} x={x} y={y} isDotted={props.isDotted === true || line.points.length === 1} />
      ))}
      {namesAt !== 'ends' ? (
        <CornerNames lines={lines} left={namesAt === 'corner' ? paper.right - 130 : paper.left + 12} bottom={paper.bottom} />
      ) : (
        <EndNames lines={lines} x={x} y={y} top={paper.top} bottom={paper.bottom} />
      )}
    </Box>
  );
}

type Place = (value: number) => number;
type Paper = { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };

function Axes({
  across,
  up,
  acrossLabel,
  tick,
  paper,
  height,
  colour,
}: ChartProps & { readonly paper: Paper; readonly height: number; readonly colour: string }) {
  return (
    <g>
      {up.ticks.map((value) => {
        const at = placed(up, value, paper.bottom, paper.top);
        return (
          <g key={value}>
            <path d={`M${paper.left} ${at}H${paper.right}`} stroke={colour} />
            <text x={paper.left - 6} y={at} dy={4} textAnchor="end">
              {tick(value)}
            </text>
          </g>
        );
      })}
      {across.ticks.map((value) => (
        <text key={value} x={placed(across, value, paper.left, paper.right)} y={paper.bottom + 16} textAnchor="middle">
          {tick(value)}
        </text>
      ))}
      <text x={(paper.left + paper.right) / 2} y={height - 6} textAnchor="middle">
        {acrossLabel}
      </text>
    </g>
  );
}

function Line({
  line: { points, colour, dash },
  x,
  y,
  isDotted,
}: {
  readonly line: ChartLine;
  readonly x: Place;
  readonly y: Place;
  readonly isDotted: boolean;
}) {
  return (
    <g>
      <path
        d={points.map(([across, up], at) => `${at === 0 ? 'M' : 'L'}${x(across).toFixed(1)} ${y(up).toFixed(1)}`).join('')}
        fill="none"
        stroke={colour}
        strokeWidth={2}
        strokeDasharray={dash}
        strokeLinejoin="round"
      />
      {isDotted && points.map(([across, up]) => <circle key={across} cx={x(across)} cy={y(up)} r={3} fill={colour} />)}
    </g>
  );
}

type NamesProps = {
  readonly lines: readonly ChartLine[];
  readonly x: Place;
  readonly y: Place;
  readonly top: number;
  readonly bottom: number;
};

function EndNames({ lines, x, y, top, bottom }: NamesProps) {
  const ended = lines.flatMap((line) => {
    const last = line.points.at(-1);
    return last === undefined ? [] : [{ line, at: x(last[0]), height: y(last[1]) }];
  });
  const heights = spread(
    ended.map(({ height }) => height),
    14,
    top,
    bottom,
  );
  return ended.map(({ line, at }, index) => (
    <text key={line.letter} x={at + 8} y={heights[index]} dy={4} style={{ fill: line.colour, fontWeight: 700, fontSize: 13 }}>
      {line.letter}
    </text>
  ));
}

/** Where all lines end in one point: a sample of each line with its letter, in the corner that they leave free. */
function CornerNames({ lines, left, bottom }: { readonly lines: readonly ChartLine[]; readonly left: number; readonly bottom: number }) {
  const { palette } = useTheme();
  const top = bottom - 14 - 16 * (lines.length - 1);
  const ground = (
    <rect x={left - 6} y={top - 15} width={134} height={16 * lines.length + 8} fill={palette.background.paper} opacity={0.85} />
  );
  const names = lines.map(({ letter, colour, dash, name }, at) => {
    const height = bottom - 14 - 16 * (lines.length - 1 - at);
    return (
      <g key={letter}>
        <path d={`M${left} ${height - 4}h26`} stroke={colour} strokeWidth={2} strokeDasharray={dash} />
        <text x={left + 32} y={height} style={{ fill: colour, fontWeight: 700 }}>
          {letter}
        </text>
        <text x={left + 46} y={height}>
          {name}
        </text>
      </g>
    );
  });
  return (
    <g>
      {ground}
      {names}
    </g>
  );
}

function bandPath(points: ChartBand['points'], x: Place, y: Place): string {
  const upper = points.map(([across, , high]) => `${x(across).toFixed(1)} ${y(high).toFixed(1)}`);
  const lower = points.map(([across, low]) => `${x(across).toFixed(1)} ${y(low).toFixed(1)}`).toReversed();
  return points.length === 0 ? '' : `M${[...upper, ...lower].join('L')}Z`;
}
