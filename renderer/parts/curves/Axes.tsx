/** The two axes of a line chart: ticks at round numbers, what is measured, and quiet lines across. */
import { useTheme } from '@mui/material/styles';
import { type Range, ticksOf } from './scale.ts';

export type AxesProps = {
  readonly xRange: Range;
  readonly yRange: Range;
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly format: (value: number) => string;
};

const WIDTH_OF_A_TICK = 48;
const HEIGHT_OF_A_TICK = 38;

export function Axes({ xRange, yRange, x, y, xLabel, yLabel, format }: AxesProps) {
  const { palette } = useTheme();
  const [left, right, top, bottom] = [x(xRange[0]), x(xRange[1]), y(yRange[1]), y(yRange[0])];
  const yTicks = ticksOf(yRange, Math.max(2, (bottom - top) / HEIGHT_OF_A_TICK));
  const xTicks = ticksOf(xRange, Math.max(1, (right - left) / WIDTH_OF_A_TICK), 1);
  const text = { fill: palette.text.secondary };
  return (
    <g>
      <text x={0} y={12} {...text}>
        {yLabel}
      </text>
      {yTicks.map((tick) => (
        <g key={tick}>
          <line x1={left} x2={right} y1={y(tick)} y2={y(tick)} stroke={palette.divider} />
          <text x={left - 8} y={y(tick) + 4} textAnchor="end" {...text}>
            {format(tick)}
          </text>
        </g>
      ))}
      <line x1={left} x2={right} y1={bottom} y2={bottom} stroke={palette.text.secondary} />
      {xTicks.map((tick) => (
        <g key={tick}>
          <line x1={x(tick)} x2={x(tick)} y1={bottom} y2={bottom + 4} stroke={palette.text.secondary} />
          <text x={x(tick)} y={bottom + 17} textAnchor="middle" {...text}>
            {tick}
          </text>
        </g>
      ))}
      <text x={(left + right) / 2} y={bottom + 33} textAnchor="middle" {...text}>
        {xLabel}
      </text>
    </g>
  );
}
