/** A value once it has stayed the same for a moment: nobody asks the application at every key that is pressed. */
import { useEffect, useState } from 'react';

/** @param value compared by what it says, as JSON */
export function useSettled<T>(value: T, milliseconds: number): T {
  const [settled, setSettled] = useState(value);
  const [wanted, is] = [JSON.stringify(value), JSON.stringify(settled)];
  // Only what it says begins the wait anew.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `wanted` stands for `value`
  useEffect(() => {
    if (wanted === is) return;
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [wanted, is, milliseconds]);
  return settled;
}
