/** Lines over whole numbers, such as epochs: axes with units, each line named at its end, one place along them marked. */
import Box from '@mui/material/Box';
import { useTheme } from '@mui/material/styles';
import type { MouseEvent } from 'react';
import { Axes } from './Axes.tsx';
import { linePath, nearest, type Point, placeIn, type Range, rangeFromZero, spreadLabels } from './scale.ts';
import { useWidth } from './useWidth.ts';

export type Line = {
  readonly id: string;
  /** At its end; short. */
  readonly label: string;
  readonly colour: string;
  readonly dashed?: boolean;
  readonly points: readonly Point[];
  /** Such as the spread over seeds. */
  readonly band?: readonly { readonly x: number; readonly low: number; readonly high: number }[];
};

export type LineChartProps = {
  /** What it shows, for who does not see it: the last values belong in it. */
  readonly label: string;
  readonly lines: readonly Line[];
  readonly xLabel: string;
  readonly yLabel: string;
  /** Else from 0 to above all values. */
  readonly yRange?: Range;
  /** At least so far to the right, such as the epochs that are planned. */
  readonly xMost?: number;
  readonly height?: number;
  /** Looked at: a line down through it, and the values there. */
  readonly mark?: number | null;
  readonly onPick?: (x: number) => void;
  readonly format: (value: number) => string;
};

const MARGIN = { top: 26, right: 74, bottom: 36, left: 48 } as const;
const LABEL_GAP = 15;

export function LineChart(props: LineChartProps) {
  const { label, lines, xLabel, yLabel, xMost = 1, height = 220, mark = null, onPick, format } = props;
  const [ref, width] = useWidth(400);
  const xs = [...new Set(lines.flatMap(({ points }) => points.map(({ x }) => x)))].sort((a, b) => a - b);
  const xRange: Range = [Math.min(1, xs[0] ?? 1), Math.max(xMost, xs.at(-1) ?? 1, 2)];
  const yRange = props.yRange ?? rangeFromZero(lines.flatMap(valuesOf));
  const right = Math.max(MARGIN.left + 40, width - MARGIN.right);
  const x = placeIn(xRange, [MARGIN.left, right]);
  const y = placeIn(yRange, [height - MARGIN.bottom, MARGIN.top]);
  const pick = ({ currentTarget, clientX }: MouseEvent<SVGSVGElement>) => {
    const at = clientX - currentTarget.getBoundingClientRect().left;
    const value = nearest(xs, xRange[0] + ((at - MARGIN.left) / (right - MARGIN.left)) * (xRange[1] - xRange[0]));
    if (value !== undefined) onPick?.(value);
  };
  return (
    <Box ref={ref} sx={{ minWidth: 0 }}>
      {/* A pointer picks a place; with keys the same is done by the control that the screen has for it. */}
      <Box
        component="svg"
        role="img"
        aria-label={label}
        width={width}
        height={height}
        {...(onPick === undefined ? {} : { onClick: pick })}
        sx={{ display: 'block', fontSize: 12, fontFamily: 'inherit', cursor: onPick === undefined ? 'default' : 'crosshair' }}
      >
        <Axes {...{ xRange, yRange, x, y, xLabel, yLabel, format }} />
        {lines.map((line) => (
          <Drawn key={line.id} line={line} x={x} y={y} />
        ))}
        {mark !== null && <Mark at={mark} {...{ lines, x, y, height }} />}
        <EndLabels {...{ lines, x, y, format, mark, bottom: height - MARGIN.bottom }} />
      </Box>
    </Box>
  );
}

function valuesOf({ points, band = [] }: Line): number[] {
  return [...points.flatMap(({ y }) => (y === null ? [] : [y])), ...band.map(({ high }) => high)];
}

type Scales = { readonly x: (value: number) => number; readonly y: (value: number) => number };

function Drawn({ line: { points, band = [], colour, dashed = false }, x, y }: Scales & { readonly line: Line }) {
  const edge = [...band.map(({ x: at, low }) => ({ x: at, y: low })), ...band.toReversed().map(({ x: at, high }) => ({ x: at, y: high }))];
  const [only, second] = points.filter((point) => point.y !== null);
  return (
    <g>
      {edge.length > 0 && <path d={`${linePath(edge, x, y)}Z`} fill={colour} opacity={0.18} />}
      <path d={linePath(points, x, y)} fill="none" stroke={colour} strokeWidth={2} strokeLinejoin="round" {...dash(dashed)} />
      {/* One point alone is no line. */}
      {only !== undefined && second === undefined && <circle cx={x(only.x)} cy={y(only.y ?? 0)} r={3.5} fill={colour} />}
    </g>
  );
}

function dash(dashed: boolean) {
  return dashed ? { strokeDasharray: '5 4' } : {};
}

function Mark({ at, lines, x, y, height }: Scales & { readonly at: number; readonly lines: readonly Line[]; readonly height: number }) {
  const { palette } = useTheme();
  return (
    <g>
      <line x1={x(at)} x2={x(at)} y1={MARGIN.top} y2={height - MARGIN.bottom} stroke={palette.text.secondary} strokeDasharray="2 3" />
      {lines.map(({ id, points, colour }) => {
        const value = points.find((point) => point.x === at)?.y ?? null;
        return (
          value !== null && (
            <circle key={id} cx={x(at)} cy={y(value)} r={4} fill={colour} stroke={palette.background.paper} strokeWidth={1.5} />
          )
        );
      })}
    </g>
  );
}

type EndLabelsProps = Scales & Pick<LineChartProps, 'lines' | 'format'> & { readonly mark: number | null; readonly bottom: number };

/** The name of each line at its end, with its value where it is looked at. */
function EndLabels({ lines, x, y, format, mark, bottom }: EndLabelsProps) {
  const named = lines.flatMap((line) => {
    const end = line.points.findLast((point) => point.y !== null);
    const value = line.points.find((point) => point.x === (mark ?? end?.x))?.y ?? end?.y ?? null;
    return end === undefined || end.y === null || value === null ? [] : [{ line, end: { x: end.x, y: end.y }, value }];
  });
  const places = spreadLabels(
    named.map(({ end }) => y(end.y)),
    LABEL_GAP * 2,
    [MARGIN.top + 4, bottom - LABEL_GAP],
  );
  return named.map(({ line, end, value }, at) => (
    <text key={line.id} x={x(end.x) + 8} y={places[at] ?? 0} fill={line.colour} fontWeight={600}>
      {line.label}
      <tspan x={x(end.x) + 8} dy={LABEL_GAP - 1} fontWeight={400}>
        {format(value)}
      </tspan>
    </text>
  ));
}
