/** "12 of 340 judged". */
import { useEffect, useState } from 'react';

/** Of a judgement the count is there at once, how many still wait a moment later: the sum is shown once it has come to rest. */
const REST_MS = 300;

export function useProgress(waiting: number, judged: number) {
  const sum = waiting + judged;
  const [total, setTotal] = useState(sum);
  useEffect(() => {
    const timer = setTimeout(() => setTotal(sum), REST_MS);
    return () => clearTimeout(timer);
  }, [sum]);
  return { judged, total: Math.max(total, judged) };
}
