/** A value with its interval as a small drawing: a line from end to end and a dot. */
import { useTheme } from '@mui/material/styles';

export type IntervalBarProps = {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** What the ends of the drawing stand for. */
  readonly from: number;
  readonly to: number;
  readonly colour: string;
  /** Where a thin upright line stands, such as at no difference. */
  readonly mark?: number;
  readonly width?: number;
};

/** It says nothing that the numbers beside it do not say, and is hidden from who does not see it. */
export function IntervalBar({ value, low, high, from, to, colour, mark, width = 120 }: IntervalBarProps) {
  const { palette } = useTheme();
  const at = (of: number) => 4 + Math.min(1, Math.max(0, (of - from) / (to - from || 1))) * (width - 8);
  return (
    <svg width={width} height={12} viewBox={`0 0 ${width} 12`} aria-hidden="true" style={{ display: 'block' }}>
      <path d={`M4 6H${width - 4}`} stroke={palette.divider} />
      {mark !== undefined && <path d={`M${at(mark)} 0V12`} stroke={palette.text.secondary} />}
      <path d={`M${at(low)} 6H${at(high)}`} stroke={colour} strokeWidth={3} strokeLinecap="round" opacity={0.55} />
      <circle cx={at(value)} cy={6} r={3.5} fill={colour} />
    </svg>
  );
}
