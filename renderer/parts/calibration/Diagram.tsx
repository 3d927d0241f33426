/** A small diagram of shares against shares, with lines, a diagonal, and one point marked. */
import Box from '@mui/material/Box';
import { useTheme } from '@mui/material/styles';
import { Axes } from '../charts/Axes.tsx';
import { linePath } from '../charts/lines.ts';
import { placed, type Scale, SHARES } from '../charts/scale.ts';
import { useWidth } from '../charts/useWidth.ts';

export type DiagramLine = {
  readonly name: string;
  readonly colour: string;
  readonly dashed?: boolean;
  readonly isDotted?: boolean;
  readonly points: readonly { readonly x: number; readonly y: number }[];
};

export type DiagramProps = {
  /** What is to be seen, in words. */
  readonly label: string;
  readonly lines: readonly DiagramLine[];
  readonly up: Scale;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly format: (value: number) => string;
  readonly hasDiagonal?: boolean;
  /** Where the two dashed rules cross. */
  readonly mark?: { readonly x: number; readonly y: number };
  /** A level that is aimed at. */
  readonly level?: number;
  readonly height?: number;
};

const MARGIN = { top: 26, right: 22, bottom: 36, left: 50 } as const;

export function Diagram({ label, lines, up, xLabel, yLabel, format, hasDiagonal = false, mark, level, height = 220 }: DiagramProps) {
  const { palette } = useTheme();
  const [ref, width] = useWidth(300);
  const [right, bottom] = [Math.max(MARGIN.left + 40, width - MARGIN.right), height - MARGIN.bottom];
  const x = (value: number) => placed(SHARES, value, MARGIN.left, right);
  const y = (value: number) => placed(up, value, bottom, MARGIN.top);
  const rule = { stroke: palette.text.secondary, strokeDasharray: '2 3' };
  return (
    <Box ref={ref} sx={{ minWidth: 0 }}>
      <Box
        component="svg"
        role="img"
        aria-label={label}
        width={width}
        height={height}
        sx={{ display: 'block', fontSize: 12, fontFamily: 'inherit' }}
      >
        <Axes {...{ across: SHARES, up, x, y, xLabel, yLabel, format, formatAcross: format }} />
        {hasDiagonal && <path d={`M${x(0)} ${y(0)}L${x(1)} ${y(1)}`} {...rule} />}
        {level !== undefined && <path d={`M${MARGIN.left} ${y(level)}H${right}`} {...rule} />}
        {mark !== undefined && <path d={`M${x(mark.x)} ${bottom}V${MARGIN.top}`} {...rule} />}
        {lines.map(({ name, colour, dashed = false, isDotted = false, points }) => (
          <g key={name}>
            <path d={linePath(points, x, y)} fill="none" stroke={colour} strokeWidth={2} strokeDasharray={dashed ? '5 4' : undefined} />
            {isDotted && points.map((point) => <circle key={point.x} cx={x(point.x)} cy={y(point.y)} r={3} fill={colour} />)}
          </g>
        ))}
        {mark !== undefined && (
          <circle cx={x(mark.x)} cy={y(mark.y)} r={5} fill={palette.secondary.main} stroke={palette.background.paper} strokeWidth={1.5} />
        )}
      </Box>
    </Box>
  );
}
