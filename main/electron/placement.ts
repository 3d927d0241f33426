/** Where the window was when it was closed last, and where it opens now: also when the screen it was on is gone. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

export type Rectangle = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

const coordinate = z.int().min(-100_000).max(100_000);
const rememberedSchema = z.object({
  x: coordinate,
  y: coordinate,
  width: coordinate.positive(),
  height: coordinate.positive(),
  isMaximized: z.boolean(),
});
export type Remembered = z.infer<typeof rememberedSchema>;

/** Without `x` and `y` the system puts the window in the middle. */
export type Placement = {
  readonly x?: number;
  readonly y?: number;
  readonly width: number;
  readonly height: number;
  readonly isMaximized: boolean;
};

export const LEAST = { width: 800, height: 560 } as const;
const USUAL = { width: 1280, height: 800 } as const;
/** So much of the window's head must be in sight for a person to take hold of it. */
const HOLD = { width: 120, height: 40 } as const;

/**
 * Pure. Sizes and places in the screens' own units.
 * @param workAreas of all screens, without task bars; the main one first
 */
export function placementOf(remembered: Remembered | undefined, workAreas: readonly Rectangle[]): Placement {
  const [main = { x: 0, y: 0, ...USUAL }] = workAreas;
  if (remembered === undefined) return { ...sizeIn(main, USUAL), isMaximized: false };
  const { x, y, isMaximized } = remembered;
  const area = workAreas.find((of) => canBeHeld(remembered, of));
  if (area === undefined) return { ...sizeIn(main, remembered), isMaximized };
  return { x, y, ...sizeIn(area, remembered), isMaximized };
}

function sizeIn(area: Rectangle, { width, height }: { readonly width: number; readonly height: number }) {
  const within = (size: number, least: number, most: number) => Math.min(Math.max(size, least), Math.max(most, least));
  return { width: within(width, LEAST.width, area.width), height: within(height, LEAST.height, area.height) };
}

function canBeHeld({ x, y, width }: Rectangle, area: Rectangle): boolean {
  const across = Math.min(x + width, area.x + area.width) - Math.max(x, area.x);
  return across >= HOLD.width && y >= area.y && y + HOLD.height <= area.y + area.height;
}

/** @returns undefined where nothing is kept, or nothing that can be used: where a window stood is no loss */
export function readPlacement(file: string): Remembered | undefined {
  try {
    return rememberedSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}

/** @throws Error of the file system */
export function writePlacement(file: string, remembered: Remembered): void {
  writeFileSync(`${file}.part`, JSON.stringify(remembered));
  renameSync(`${file}.part`, file);
}
