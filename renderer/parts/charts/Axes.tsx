/** The two axes of a line chart: ticks at round numbers, what is measured, and quiet lines across. */
import { useTheme } from '@mui/material/styles';
import type { Scale } from './scale.ts';

export type AxesProps = {
  readonly across: Scale;
  readonly up: Scale;
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly format: (value: number) => string;
  /** Else as they are. */
  readonly formatAcross?: (value: number) => string;
};

export function Axes({ across, up, x, y, xLabel, yLabel, format, formatAcross = String }: AxesProps) {
  const { palette } = useTheme();
  const [left, right, bottom] = [x(across.low), x(across.high), y(up.low)];
  const text = { fill: palette.text.secondary };
  return (
    <g>
      <text x={0} y={12} {...text}>
        {yLabel}
      </text>
      {up.ticks.map((tick) => (
        <g key={tick}>
          <line x1={left} x2={right} y1={y(tick)} y2={y(tick)} stroke={palette.divider} />
          <text x={left - 8} y={y(tick) + 4} textAnchor="end" {...text}>
            {format(tick)}
          </text>
        </g>
      ))}
      <line x1={left} x2={right} y1={bottom} y2={bottom} stroke={palette.text.secondary} />
      {across.ticks.map((tick) => (
        <g key={tick}>
          <line x1={x(tick)} x2={x(tick)} y1={bottom} y2={bottom + 4} stroke={palette.text.secondary} />
          <text x={x(tick)} y={bottom + 17} textAnchor="middle" {...text}>
            {formatAcross(tick)}
          </text>
        </g>
      ))}
      <text x={(left + right) / 2} y={bottom + 33} textAnchor="middle" {...text}>
        {xLabel}
      </text>
    </g>
  );
}
