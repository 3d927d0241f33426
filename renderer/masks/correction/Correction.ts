/** A mask while it is corrected: its pixels, what can be undone, and whether anything is unsaved. */
import { changeBetween, type History, NO_HISTORY, redone, stateOf, toggle, undone, withChange } from './history.ts';
import { fillHoles } from './holes.ts';
import { around, boundsOf, inside, invert, paintStroke, type Rect, type Size, type Stroke } from './raster.ts';

export type CorrectionState = {
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly isUnsaved: boolean;
  /** Counts what has happened; another number, other pixels. */
  readonly version: number;
};

export class Correction {
  readonly size: Size;
  /** [height, width], 0 background, 255 cell. */
  readonly mask: Uint8Array;
  /** [height, width], 255 where a nucleus was told when the correction began; what of it lies in the cell still is one. null: none was told. */
  readonly nucleusBefore: Uint8Array | null;
  /** The mask as it was before the stroke that is being drawn. */
  readonly #before: Uint8Array;
  readonly #stateListeners = new Set<() => void>();
  readonly #pixelListeners = new Set<(rect: Rect) => void>();
  #history: History = NO_HISTORY;
  #touched: Rect | null = null;
  #lastNumber = 0;
  #saved = 0;
  #version = 0;
  #state: CorrectionState = { canUndo: false, canRedo: false, isUnsaved: false, version: 0 };

  /** @param mask [height, width]; it is copied. @param nucleus [height, width], of a mask that tells it */
  constructor(mask: Uint8Array, size: Size, nucleus: Uint8Array | null = null) {
    this.size = size;
    this.nucleusBefore = nucleus;
    this.mask = mask.slice();
    this.#before = mask.slice();
  }

  get state(): CorrectionState {
    return this.#state;
  }

  /**
   * What is nucleus now, [height, width], 0 or 255; null where the mask tells none. Its outline is not painted: what is erased of the cell is
   * erased of it too, and is back where the cell is painted there again.
   */
  nucleus(): Uint8Array | null {
    return this.nucleusBefore === null ? null : inside(this.nucleusBefore, this.mask);
  }

  /** A part of a stroke; `finish` ends it, so that it is undone as a whole. */
  stroke(stroke: Stroke): void {
    const rect = paintStroke(this.mask, this.size, stroke);
    if (rect === null) return;
    this.#touched = around(this.#touched, rect);
    this.#tellPixels(rect);
  }

  finish(): void {
    const rect = this.#touched;
    this.#touched = null;
    if (rect === null) return;
    const change = changeBetween(this.#before, this.mask, this.size, rect, this.#lastNumber + 1);
    if (change === null) return;
    this.#lastNumber = change.number;
    toggle(this.#before, this.size, change);
    this.#become(withChange(this.#history, change));
  }

  fillHoles(): void {
    this.#whole(fillHoles(this.mask, this.size));
  }

  invert(): void {
    invert(this.mask);
    this.#whole({ x: 0, y: 0, ...this.size });
  }

  clear(): void {
    const rect = boundsOf(this.mask, this.size);
    this.mask.fill(0);
    this.#whole(rect);
  }

  undo(): void {
    this.finish();
    this.#step(undone(this.#history));
  }

  redo(): void {
    this.finish();
    this.#step(redone(this.#history));
  }

  /** The state of the mask, to be handed to `saved` once it has been kept. */
  get number(): number {
    return stateOf(this.#history);
  }

  /** @param number what was kept; strokes since then are still unsaved */
  saved(number: number): void {
    this.#saved = number;
    this.#become(this.#history);
  }

  /** @returns what ends it */
  onState(listener: () => void): () => void {
    this.#stateListeners.add(listener);
    return () => this.#stateListeners.delete(listener);
  }

  /** Told which pixels may have changed. @returns what ends it */
  onPixels(listener: (rect: Rect) => void): () => void {
    this.#pixelListeners.add(listener);
    return () => this.#pixelListeners.delete(listener);
  }

  #whole(rect: Rect | null): void {
    if (rect === null) return;
    this.#touched = around(this.#touched, rect);
    this.#tellPixels(rect);
    this.finish();
  }

  #step(stepped: ReturnType<typeof undone>): void {
    if (stepped === null) return;
    const [change, history] = stepped;
    toggle(this.mask, this.size, change);
    toggle(this.#before, this.size, change);
    this.#tellPixels(change.rect);
    this.#become(history);
  }

  #become(history: History): void {
    this.#history = history;
    const { past, future } = history;
    this.#version++;
    this.#state = {
      ...{ canUndo: past.length > 0, canRedo: future.length > 0, version: this.#version },
      isUnsaved: stateOf(history) !== this.#saved,
    };
    for (const listener of this.#stateListeners) listener();
  }

  #tellPixels(rect: Rect): void {
    for (const listener of this.#pixelListeners) listener(rect);
  }
}
