/** What a key means on the Masks screen. Pure. */
import type { Point } from './correction/raster.ts';

export type Command =
  | { readonly kind: 'step'; readonly by: 1 | -1 }
  | { readonly kind: 'judge'; readonly verdict: 'accepted' | 'rejected' }
  | { readonly kind: 'pan' | 'move'; readonly by: Point }
  | { readonly kind: 'zoom'; readonly direction: 1 | -1 }
  | { readonly kind: 'size'; readonly direction: 1 | -1 }
  | { readonly kind: 'tool'; readonly tool: 'brush' | 'eraser' }
  | {
      readonly kind:
        | 'undoJudgement'
        | 'correct'
        | 'layout'
        | 'whole'
        | 'press'
        | 'pen'
        | 'fill'
        | 'invert'
        | 'clear'
        | 'undo'
        | 'redo'
        | 'save'
        | 'leave';
    };

export type Press = { readonly key: string; readonly ctrl: boolean; readonly shift: boolean; readonly repeat: boolean };

/** What has the focus. `stage`: the panes; `chooser`: a slider or a list, takes arrows for itself; `text`: takes every key; `control`: takes Space and Enter. */
export type Focus = 'stage' | 'control' | 'chooser' | 'text' | 'nothing';

const ARROWS: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** With Shift the brush goes so many steps at once. */
const FAR = 10;
/** CSS pixels. */
const PAN = 60;

export function commandOf(press: Press, focus: Focus, isCorrecting: boolean): Command | null {
  if (focus === 'text') return null;
  if (press.ctrl) return isCorrecting ? withCtrl(press) : null;
  const arrow = ARROWS[press.key];
  if (arrow !== undefined) return focus === 'chooser' ? null : ofArrow(arrow, press.shift, focus, isCorrecting);
  const looking = ofLooking(press.key);
  if (looking !== null) return looking;
  // A key that is held down would judge images that nobody has seen.
  return isCorrecting ? ofCorrecting(press.key, focus) : press.repeat ? null : ofJudging(press.key);
}

/** While a mask is corrected the arrows move the brush in the panes; elsewhere they lead to other images. */
function ofArrow({ x, y }: Point, shift: boolean, focus: Focus, isCorrecting: boolean): Command {
  if (isCorrecting && focus === 'stage') return { kind: 'move', by: { x: x * (shift ? FAR : 1), y: y * (shift ? FAR : 1) } };
  if (shift) return { kind: 'pan', by: { x: 0 - x * PAN, y: 0 - y * PAN } };
  return { kind: 'step', by: x + y > 0 ? 1 : -1 };
}

function ofLooking(key: string): Command | null {
  switch (key) {
    case '+':
    case '=':
      return { kind: 'zoom', direction: 1 };
    case '-':
      return { kind: 'zoom', direction: -1 };
    case '0':
      return { kind: 'whole' };
    case 'o':
    case 'O':
      return { kind: 'layout' };
    default:
      return null;
  }
}

function ofJudging(key: string): Command | null {
  switch (key.toLowerCase()) {
    case 'a':
      return { kind: 'judge', verdict: 'accepted' };
    case 'r':
      return { kind: 'judge', verdict: 'rejected' };
    case 'u':
      return { kind: 'undoJudgement' };
    case 'c':
      return { kind: 'correct' };
    default:
      return null;
  }
}

function ofCorrecting(key: string, focus: Focus): Command | null {
  switch (key.toLowerCase()) {
    case ' ':
      return focus === 'stage' ? { kind: 'press' } : null;
    case 'enter':
      return focus === 'stage' ? { kind: 'pen' } : null;
    case 'b':
      return { kind: 'tool', tool: 'brush' };
    case 'e':
      return { kind: 'tool', tool: 'eraser' };
    case '[':
      return { kind: 'size', direction: -1 };
    case ']':
      return { kind: 'size', direction: 1 };
    case 'f':
      return { kind: 'fill' };
    case 'i':
      return { kind: 'invert' };
    case 'delete':
      return { kind: 'clear' };
    case 'escape':
      return { kind: 'leave' };
    default:
      return null;
  }
}

function withCtrl({ key, shift }: Press): Command | null {
  switch (key.toLowerCase()) {
    case 'z':
      return { kind: shift ? 'redo' : 'undo' };
    case 'y':
      return { kind: 'redo' };
    case 's':
      return { kind: 'save' };
    default:
      return null;
  }
}
