/** Writing a report of what is on screen. */
import type { Reported, WrittenReport } from '../../../app/contract/reports.ts';
import { useOrder } from '../../connection/calls.ts';

export type ReportWriting = {
  write(): void;
  readonly isWriting: boolean;
  readonly written: WrittenReport | null;
  readonly error: Error | null;
  /** Takes what was said of it away. */
  close(): void;
};

/** What was written of another thing than is on screen now is not spoken of. */
export function useReport(of: Reported): ReportWriting {
  const order = useOrder('runs.report');
  const isOfThis = JSON.stringify(order.variables) === JSON.stringify(of);
  return {
    write: () => order.mutate(of),
    isWriting: isOfThis && order.isPending,
    written: isOfThis ? (order.data ?? null) : null,
    error: isOfThis ? order.error : null,
    close: order.reset,
  };
}
