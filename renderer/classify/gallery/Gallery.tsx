/** The virtual gallery: of a thousand cells those are drawn that are near the window, and the one that has the focus, wherever it is. */
import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type MouseEvent, useCallback, useEffectEvent, useLayoutEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useWidth } from '../../parts/charts/useWidth.ts';
import { useCellWords } from './cellWords.ts';
import { GalleryCell } from './GalleryCell.tsx';
import { GAP, galleryLayout, moved, rowHeight } from './galleryLayout.ts';
import { atCell, type Picked, stretched, toggled } from './picked.ts';
import { SectionHeading, useSectionWords } from './SectionHeading.tsx';
import { Surface } from './Surface.tsx';
import type { Section } from './sections.ts';

export type GalleryProps = {
  readonly sections: readonly Section[];
  /** In the order of their number keys, which is that of their colours. */
  readonly classes: readonly string[];
  readonly threshold: number | null;
  readonly side: number;
  readonly picked: Picked;
  /** The large view lies over it and leads its focus. */
  readonly isCovered: boolean;
  readonly onPick: (picked: Picked) => void;
  readonly onOpen: () => void;
};

export function Gallery({ sections, classes, threshold, side, picked, isCovered, onPick, onOpen }: GalleryProps) {
  const { t } = useTranslation();
  const words = useCellWords();
  const sectionWords = useSectionWords(threshold);
  const surface = useRef<HTMLDivElement>(null);
  const follows = useRef(false);
  const [measured, width] = useWidth(600);
  const layout = useMemo(() => galleryLayout(sections, width, side), [sections, width, side]);
  const { rows, places, columns } = layout;
  const focusRow = picked.focus === null ? -1 : (places.get(picked.focus)?.row ?? -1);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => surface.current,
    estimateSize: (index) => rowHeight(rows[index], layout.side),
    overscan: 3,
    rangeExtractor: useCallback(
      (range: Range) => {
        const drawn = defaultRangeExtractor(range);
        return focusRow < 0 || drawn.includes(focusRow) ? drawn : [...drawn, focusRow].sort((a, b) => a - b);
      },
      [focusRow],
    ),
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows of other kinds have other heights
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, layout]);

  const focusCell = useEffectEvent(() => {
    if (!follows.current || isCovered || picked.focus === null) return;
    surface.current?.querySelector<HTMLElement>(`[data-cell="${picked.focus}"]`)?.focus({ preventScroll: true });
  });
  // Where keys and labels lead is scrolled to; a cell that is clicked at stays under the pointer.
  useLayoutEffect(() => {
    if (picked.focus === null || focusRow < 0) return;
    if (follows.current || isCovered) virtualizer.scrollToIndex(focusRow === 1 ? 0 : focusRow, { align: 'auto' });
    focusCell();
  }, [virtualizer, focusRow, picked.focus, isCovered]);
  // A label moves cells to other rows, which are drawn anew: the focus must not be lost with the row that it was in.
  // biome-ignore lint/correctness/useExhaustiveDependencies: other rows are what it waits for
  useLayoutEffect(() => {
    if (document.activeElement === null || document.activeElement === document.body) focusCell();
  }, [layout]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey || picked.focus === null) return;
    follows.current = true;
    const visible = Math.floor((surface.current?.clientHeight ?? 0) / (layout.side + GAP));
    const to = moved(event.key, picked.focus, layout, visible);
    if (to !== undefined) onPick(event.shiftKey ? stretched(picked, to, layout.order) : atCell(to));
    else if (event.key === 'Enter') onOpen();
    else if (event.key === 'Escape' && picked.cells.size > 0) onPick(atCell(picked.focus));
    else return;
    event.preventDefault();
  };
  const onClick = (event: MouseEvent) => {
    const id = cellOf(event.target);
    if (id === undefined) return;
    // Labels that follow lead on from here.
    follows.current = true;
    if (event.shiftKey) onPick(stretched(picked, id, layout.order));
    else onPick(event.ctrlKey || event.metaKey ? toggled(picked, id) : atCell(id));
  };
  return (
    <Surface
      ref={surface}
      role="grid"
      aria-multiselectable
      aria-label={t('classify.gallery.title')}
      aria-rowcount={rows.length}
      aria-colcount={columns}
      onKeyDown={onKeyDown}
      onClick={onClick}
      onFocus={(event) => {
        // Also where something else than our keys led here; a pointer says with its click what it means.
        const id = cellOf(event.target);
        if (id !== undefined && id !== picked.focus && event.target.matches(':focus-visible')) onPick(atCell(id));
      }}
      onDoubleClick={(event) => {
        if (cellOf(event.target) !== undefined) onOpen();
      }}
    >
      <div ref={measured} role="none" style={{ position: 'relative', height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          if (row === undefined) return null;
          const style = { transform: `translateY(${start}px)`, height: rowHeight(row, layout.side) };
          return row.kind === 'heading' ? (
            // biome-ignore lint/a11y/useSemanticElements: see GalleryCell.tsx
            // biome-ignore lint/a11y/useFocusableInteractive: cells are what is focused
            <div key={row.section.id} className="row" role="row" aria-rowindex={index + 1} style={style}>
              <SectionHeading section={row.section} classes={classes} columns={columns} words={sectionWords} />
            </div>
          ) : (
            // biome-ignore lint/a11y/useSemanticElements: see GalleryCell.tsx
            // biome-ignore lint/a11y/useFocusableInteractive: cells are what is focused
            <div
              key={`${row.section.id} ${row.cells[0]?.id ?? index}`}
              className="row cells"
              role="row"
              aria-rowindex={index + 1}
              style={{ ...style, height: style.height - GAP, gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}
            >
              {row.cells.map((cell, column) => (
                <GalleryCell
                  key={cell.id}
                  cell={cell}
                  column={column}
                  classes={classes}
                  words={words}
                  isPicked={picked.cells.has(cell.id)}
                  isCurrent={cell.id === picked.focus}
                />
              ))}
            </div>
          );
        })}
      </div>
    </Surface>
  );
}

function cellOf(target: EventTarget): number | undefined {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-cell]') : null;
  return cell === null ? undefined : Number(cell.dataset['cell']);
}
