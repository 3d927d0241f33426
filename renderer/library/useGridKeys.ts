/** Keyboard and mouse in the grid. */
import type { KeyboardEvent, MouseEvent } from 'react';
import type { Images } from '../parts/useImages.ts';
import { type GridLayout, moved } from './gridLayout.ts';
import type { GridPlace } from './useGridPlace.ts';

type Grid = {
  readonly place: GridPlace;
  readonly images: Images;
  readonly layout: GridLayout;
  visibleRows(): number;
  /** The large view of the image at this place. */
  open(index: number): void;
};

/** The image whose cell was hit. */
function indexOf(target: EventTarget): number | undefined {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null;
  return cell === null ? undefined : Number(cell.dataset['index']);
}

export function useGridKeys({ place, images, layout, visibleRows, open }: Grid) {
  const { focus } = place;
  const withCard = (index: number, act: (id: number) => void) => {
    const card = images.cardAt(index);
    if (card !== undefined) act(card.id);
  };

  /** @returns whether the key is one of the grid's */
  const press = ({ key, shiftKey, ctrlKey, metaKey }: KeyboardEvent): boolean => {
    if (ctrlKey || metaKey) {
      if (key.toLowerCase() !== 'a') return false;
      void place.selectAll(layout.count);
      return true;
    }
    const to = moved(key, focus, layout, visibleRows());
    if (to !== undefined) {
      if (shiftKey) place.extendTo(to, false, images.cardAt);
      else place.goTo(to);
    } else if (key === ' ' && shiftKey) place.extendTo(focus, false, images.cardAt);
    else if (key === ' ') withCard(focus, (id) => place.toggle(id, focus));
    else if (key === 'Enter') open(focus);
    else if (key === 'Escape' && place.selected.size > 0) place.clear();
    else return false;
    return true;
  };

  return {
    onKeyDown: (event: KeyboardEvent) => {
      if (!event.altKey && press(event)) event.preventDefault();
    },
    onClick: (event: MouseEvent) => {
      const index = indexOf(event.target);
      if (index === undefined) return;
      const adding = event.ctrlKey || event.metaKey;
      if (event.shiftKey) place.extendTo(index, adding, images.cardAt);
      else withCard(index, (id) => (adding ? place.toggle(id, index) : place.selectOnly(id, index)));
    },
    onDoubleClick: (event: MouseEvent) => {
      const index = indexOf(event.target);
      if (index !== undefined) open(index);
    },
  };
}
