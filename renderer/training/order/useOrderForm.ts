/** The order that is being put together, kept as long as the window is open: who looks at a run meanwhile finds it as it was. */
import { useCallback, useSyncExternalStore } from 'react';
import { FIRST_ORDER, type OrderForm } from './orderForm.ts';

let kept = FIRST_ORDER;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export type ChangeOrder = (change: Partial<OrderForm> | ((form: OrderForm) => OrderForm)) => void;

export function useOrderForm(): readonly [form: OrderForm, change: ChangeOrder] {
  const form = useSyncExternalStore(subscribe, () => kept);
  const change = useCallback<ChangeOrder>((wanted) => {
    kept = typeof wanted === 'function' ? wanted(kept) : { ...kept, ...wanted };
    for (const listener of listeners) listener();
  }, []);
  return [form, change];
}
