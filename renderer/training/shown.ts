/** What the Train screen shows beside the queue, as its address has it, so that a reload and Back come to the same. Pure. */

/** A new order, or this entry of the queue. */
export type Shown = 'order' | number;

/** @param detail `order` or `entry/7` @returns null where the address does not say */
export function shownOf(detail: string | null): Shown | null {
  if (detail === 'order') return 'order';
  const [, id] = /^entry\/(\d{1,9})$/.exec(detail ?? '') ?? [];
  return id === undefined ? null : Number(id);
}

export function detailOf(shown: Shown): string {
  return shown === 'order' ? 'order' : `entry/${shown}`;
}
