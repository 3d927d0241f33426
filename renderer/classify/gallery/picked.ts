/** Which cell a person is at, and which they have picked for the next label. Pure. */

export type Picked = {
  /** The cell that has the focus; null before there is one. */
  readonly focus: number | null;
  /** Where a stretch began. */
  readonly anchor: number | null;
  /** Cells that the next label is for; none: the one that has the focus. */
  readonly cells: ReadonlySet<number>;
};

export const NOTHING_PICKED: Picked = { focus: null, anchor: null, cells: new Set() };

export function atCell(focus: number): Picked {
  return { focus, anchor: focus, cells: new Set() };
}

/** From where a stretch was begun to `to`, all cells between them. */
export function stretched({ focus, anchor }: Picked, to: number, order: readonly number[]): Picked {
  const start = anchor ?? focus ?? to;
  const [a, b] = [order.indexOf(start), order.indexOf(to)].sort((one, other) => one - other);
  return { focus: to, anchor: start, cells: new Set(order.slice(Math.max(0, a ?? 0), (b ?? 0) + 1)) };
}

export function toggled({ focus, cells }: Picked, cell: number): Picked {
  // The first one that is added to another keeps that.
  const next = new Set(cells.size === 0 && focus !== null && focus !== cell ? [focus] : cells);
  if (!next.delete(cell)) next.add(cell);
  return { focus: cell, anchor: cell, cells: next };
}

/** The cells that a label is for, in the order in which they are shown; cells that are no longer there are none. */
export function targetsOf({ focus, cells }: Picked, order: readonly number[]): number[] {
  if (cells.size > 0) return order.filter((id) => cells.has(id));
  return focus !== null && order.includes(focus) ? [focus] : [];
}

/** Where a person is led after `done` were labelled: to the next cell that was not among them, else to the one before. */
export function ledOn(done: readonly number[], order: readonly number[]): Picked {
  const gone = new Set(done);
  const last = order.indexOf(done.at(-1) ?? -1);
  const next = order.slice(last + 1).find((id) => !gone.has(id)) ?? order.slice(0, Math.max(0, last)).findLast((id) => !gone.has(id));
  const focus = next ?? done.at(-1);
  return focus === undefined ? NOTHING_PICKED : atCell(focus);
}

/** As it is once the cells are others: a focus that is gone is at the first cell. */
export function settled(picked: Picked, order: readonly number[]): Picked {
  if (picked.focus !== null && order.includes(picked.focus)) return picked;
  const [first] = order;
  return first === undefined ? NOTHING_PICKED : atCell(first);
}
