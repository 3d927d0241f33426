/** Which rows of the grid are drawn: those in the window, some around them, and the one that has the focus, wherever it is. */
import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { layoutOf } from './gridLayout.ts';

/** Rows drawn above and below the window, so that a turn of the wheel finds them there. */
const AROUND = 3;

type Asked = {
  /** What scrolls. */
  readonly surface: RefObject<HTMLDivElement | null>;
  readonly count: number;
  /** The side of a picture that was asked for. */
  readonly side: number;
  /** The image that has the focus. */
  readonly focus: number;
};

export function useGridRows({ surface, count, side, focus }: Asked) {
  const [width, setWidth] = useState(0);
  const layout = useMemo(() => layoutOf(width === 0 ? 0 : count, width, side), [count, width, side]);
  const { columns, rowHeight, rows } = layout;
  const focusRow = Math.floor(focus / columns);
  const virtualizer = useVirtualizer({
    count: rows,
    getScrollElement: () => surface.current,
    estimateSize: () => rowHeight,
    overscan: AROUND,
    rangeExtractor: useCallback(
      (range: Range) => {
        const drawn = defaultRangeExtractor(range);
        return focusRow >= range.count || drawn.includes(focusRow) ? drawn : [...drawn, focusRow].sort((a, b) => a - b);
      },
      [focusRow],
    ),
  });

  // When the rows become others, the image at the top stays there.
  const top = useRef(0);
  useLayoutEffect(() => {
    virtualizer.measure();
    virtualizer.scrollToOffset(Math.floor(top.current / columns) * rowHeight);
  }, [virtualizer, columns, rowHeight]);

  // While the window jumps farther than rows are drawn around it, there is nothing to be seen in what it passes.
  const range = virtualizer.range;
  const before = useRef(range);
  const isFlying = virtualizer.isScrolling && range !== null && before.current !== null && isApart(range, before.current);
  useLayoutEffect(() => {
    before.current = range;
  });

  const measured = useCallback((element: HTMLDivElement | null) => {
    if (element === null) return;
    setWidth(element.clientWidth);
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  return {
    layout,
    virtualizer,
    isFlying,
    /** For the element that is as wide as the rows. */
    measured,
    onScroll: () => {
      top.current = Math.floor((surface.current?.scrollTop ?? 0) / rowHeight) * columns;
    },
    /** Whole rows that fit the window. */
    visibleRows: () => Math.floor((surface.current?.clientHeight ?? 0) / rowHeight),
  };
}

type Rows = { readonly startIndex: number; readonly endIndex: number };

function isApart(one: Rows, other: Rows): boolean {
  return one.startIndex > other.endIndex + AROUND || one.endIndex < other.startIndex - AROUND;
}
