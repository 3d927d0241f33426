import { describe, expect, it } from 'vitest';
import { commandOf, type Focus } from './keys.ts';

const press = (key: string, held: { ctrl?: boolean; shift?: boolean; repeat?: boolean } = {}) => ({
  ...{ key, ctrl: false, shift: false, repeat: false },
  ...held,
});

describe('a key while masks are judged', () => {
  it.each([
    ['a', { kind: 'judge', verdict: 'accepted' }],
    ['R', { kind: 'judge', verdict: 'rejected' }],
    ['u', { kind: 'undoJudgement' }],
    ['c', { kind: 'correct' }],
    ['o', { kind: 'layout' }],
    ['ArrowRight', { kind: 'step', by: 1 }],
    ['ArrowDown', { kind: 'step', by: 1 }],
    ['ArrowLeft', { kind: 'step', by: -1 }],
    ['ArrowUp', { kind: 'step', by: -1 }],
    ['+', { kind: 'zoom', direction: 1 }],
    ['0', { kind: 'whole' }],
    ['b', null],
    [' ', null],
    ['Enter', null],
    ['Escape', null],
    ['Tab', null],
    ['F5', null],
  ])('%s', (key, command) => {
    for (const focus of ['stage', 'control', 'nothing'] as const) expect(commandOf(press(key), focus, false)).toEqual(command);
  });

  it.each(['a', 'r', 'u'])('judges once however long it is held: %s', (key) => {
    expect(commandOf(press(key, { repeat: true }), 'stage', false)).toBeNull();
  });

  it('judges also while the focus is where the images were chosen, whose arrows stay its own', () => {
    expect(commandOf(press('a'), 'chooser', false)).toEqual({ kind: 'judge', verdict: 'accepted' });
    expect(commandOf(press('ArrowDown'), 'chooser', false)).toBeNull();
  });

  it('moves what is enlarged with Shift and an arrow', () => {
    expect(commandOf(press('ArrowRight', { shift: true }), 'nothing', false)).toEqual({ kind: 'pan', by: { x: -60, y: 0 } });
  });

  it.each(['a', 's', 'z', 'y', 'ArrowLeft'])('is left to the browser with Ctrl: %s', (key) => {
    expect(commandOf(press(key, { ctrl: true }), 'stage', false)).toBeNull();
  });
});

describe('a key while a mask is corrected', () => {
  it.each([
    ['ArrowLeft', {}, { kind: 'move', by: { x: -1, y: 0 } }],
    ['ArrowDown', { shift: true }, { kind: 'move', by: { x: 0, y: 10 } }],
    [' ', {}, { kind: 'press' }],
    ['Enter', {}, { kind: 'pen' }],
    ['b', {}, { kind: 'tool', tool: 'brush' }],
    ['e', {}, { kind: 'tool', tool: 'eraser' }],
    ['[', {}, { kind: 'size', direction: -1 }],
    [']', { repeat: true }, { kind: 'size', direction: 1 }],
    ['f', {}, { kind: 'fill' }],
    ['i', {}, { kind: 'invert' }],
    ['Delete', {}, { kind: 'clear' }],
    ['Escape', {}, { kind: 'leave' }],
    ['z', { ctrl: true }, { kind: 'undo' }],
    ['Z', { ctrl: true, shift: true }, { kind: 'redo' }],
    ['y', { ctrl: true }, { kind: 'redo' }],
    ['s', { ctrl: true }, { kind: 'save' }],
    ['a', {}, null],
    ['r', {}, null],
    ['u', {}, null],
    ['s', {}, null],
    ['p', { ctrl: true }, null],
  ])('%s %j', (key, held, command) => {
    expect(commandOf(press(key, held), 'stage', true)).toEqual(command);
  });

  it.each<[string, Focus]>([
    [' ', 'control'],
    ['Enter', 'control'],
    [' ', 'chooser'],
    ['ArrowLeft', 'chooser'],
    ['a', 'text'],
    ['[', 'text'],
  ])('belongs to what has the focus: %s on %s', (key, focus) => {
    expect(commandOf(press(key), focus, true)).toBeNull();
  });

  it('leads to another image where the focus is not on the picture', () => {
    expect(commandOf(press('ArrowDown'), 'control', true)).toEqual({ kind: 'step', by: 1 });
  });
});
