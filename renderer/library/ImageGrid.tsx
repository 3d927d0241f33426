/** The virtual grid of thumbnails: a page of the library's images is asked for when its rows come near the window. */
import { useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type Listing, PAGE, useFirstPage, useImages } from '../parts/useImages.ts';
import { useCellWords } from './cellWords.ts';
import { GAP, pagesOf } from './gridLayout.ts';
import { BoneRow, Row } from './Row.tsx';
import { Surface } from './Surface.tsx';
import { useGridKeys } from './useGridKeys.ts';
import type { GridPlace } from './useGridPlace.ts';
import { useGridRows } from './useGridRows.ts';

export type ImageGridProps = {
  readonly listing: Listing;
  readonly classes: readonly string[];
  /** The side of a picture in pixels. */
  readonly side: number;
  readonly place: GridPlace;
  /** The large view lies over it and leads its focus. */
  readonly isCovered: boolean;
  open(index: number, id: number): void;
};

export function ImageGrid({ listing, classes, side, place, isCovered, open }: ImageGridProps) {
  const { t } = useTranslation();
  const words = useCellWords();
  const surface = useRef<HTMLDivElement>(null);
  const follows = useRef(false);
  const count = useFirstPage(listing).data?.total ?? 0;
  const focus = Math.min(place.focus, Math.max(0, count - 1));
  const { layout, virtualizer, isFlying, measured, onScroll, visibleRows } = useGridRows({ surface, count, side, focus });
  const { columns, rowHeight } = layout;
  const items = virtualizer.getVirtualItems();
  const offsets = new Set(items.flatMap(({ index }) => pagesOf(index * columns, (index + 1) * columns, count, PAGE)));
  const images = useImages(listing, [...offsets]);
  const openAt = (index: number) => {
    const card = images.cardAt(index);
    if (card === undefined) return;
    follows.current = true;
    open(index, card.id);
  };
  const { onKeyDown, onClick, onDoubleClick } = useGridKeys({ place: { ...place, focus }, images, layout, visibleRows, open: openAt });

  // The first image of another filter or order is what a person wants to see.
  const key = JSON.stringify(listing);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is what it waits for
  useLayoutEffect(() => {
    surface.current?.scrollTo({ top: 0 });
  }, [key]);

  // Where keys lead is scrolled to; a row that is clicked at stays under the pointer.
  const row = Math.floor(focus / columns);
  useLayoutEffect(() => {
    if (!follows.current) return;
    virtualizer.scrollToIndex(row, { align: 'auto' });
    if (isCovered) return;
    follows.current = false;
    surface.current?.querySelector<HTMLElement>(`[data-index="${focus}"]`)?.focus({ preventScroll: true });
  }, [virtualizer, row, focus, isCovered]);

  return (
    <Surface
      ref={surface}
      onScroll={onScroll}
      onKeyDown={(event) => {
        follows.current = true;
        onKeyDown(event);
      }}
      onClick={(event) => {
        follows.current = false;
        onClick(event);
      }}
      onDoubleClick={onDoubleClick}
      {...(count === 0 ? {} : { role: 'grid', 'aria-multiselectable': true, 'aria-label': t('library.images') })}
      aria-rowcount={count === 0 ? undefined : layout.rows}
      aria-colcount={count === 0 ? undefined : columns}
      aria-busy={images.isOld}
    >
      <div ref={measured} role="none" style={{ position: 'relative', height: virtualizer.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const first = index * columns;
          const cards = Array.from({ length: Math.min(columns, count - first) }, (_, column) => images.cardAt(first + column));
          // The row that has the focus always has its cells.
          const isBare = index !== row && (isFlying || cards.every((card) => card === undefined));
          if (isBare) return <BoneRow key={index} start={start} height={rowHeight - GAP} columns={columns} />;
          return (
            <Row
              key={index}
              row={index}
              start={start}
              height={rowHeight - GAP}
              columns={columns}
              cards={cards}
              classes={classes}
              words={words}
              selected={place.selected}
              current={index === row ? focus % columns : -1}
            />
          );
        })}
      </div>
    </Surface>
  );
}
