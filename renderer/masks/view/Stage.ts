/** Draws the panes whenever what they show has changed, once for each frame of the screen, without React in between. */

import type { View } from '../../parts/view.ts';
import { type PaneKind, paintPane, type Scene } from './paint.ts';

export type Shown = { readonly scene: Scene; readonly view: View };

export class Stage {
  /** What a turn of the wheel over a pane does. */
  wheel: (event: WheelEvent, pane: HTMLElement) => void = () => undefined;
  readonly #panes = new Map<HTMLCanvasElement, PaneKind>();
  #shown: Shown | null = null;
  #frame = 0;

  /** @returns what ends it */
  attach(canvas: HTMLCanvasElement, kind: PaneKind): () => void {
    this.#panes.set(canvas, kind);
    this.redraw();
    return () => this.#panes.delete(canvas);
  }

  show(shown: Shown | null): void {
    this.#shown = shown;
    this.redraw();
  }

  /** Where the brush is; everything else stays. */
  brush(brush: Scene['brush']): void {
    if (this.#shown !== null) this.show({ ...this.#shown, scene: { ...this.#shown.scene, brush } });
  }

  redraw(): void {
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      for (const [canvas, kind] of this.#panes) this.#draw(canvas, kind);
    });
  }

  #draw(canvas: HTMLCanvasElement, kind: PaneKind): void {
    const context = canvas.getContext('2d');
    if (context === null) return;
    const ratio = devicePixelRatio;
    const [width, height] = [Math.round(canvas.clientWidth * ratio), Math.round(canvas.clientHeight * ratio)];
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    if (this.#shown === null) context.clearRect(0, 0, width, height);
    else paintPane(context, kind, this.#shown.scene, this.#shown.view, { width: width / ratio, height: height / ratio }, ratio);
  }
}
