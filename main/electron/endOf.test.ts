import { expect, it } from 'vitest';
import { endOf } from './endOf.ts';

it.each<[string, number, NodeJS.Platform, number | null, string | null]>([
  ['by itself', 0, 'linux', 0, null],
  ['with the status it gave itself', 1, 'linux', 1, null],
  ['with that status on Windows', 1, 'win32', 1, null],
  ['with a status as waitpid tells it', 1 << 8, 'linux', 1, null],
  ['with the status of a failed start as waitpid tells it', 127 << 8, 'darwin', 127, null],
  ['killed', 9, 'linux', null, 'SIGKILL'],
  ['aborted', 6, 'linux', null, 'SIGABRT'],
  ['aborted with a core dump', 6 | 0x80, 'linux', null, 'SIGABRT'],
  ['by a segmentation fault', 11, 'darwin', null, 'SIGSEGV'],
  ['by a segmentation fault with a core dump', 11 | 0x80, 'linux', null, 'SIGSEGV'],
  ['without memory on Windows', 0xc0000017, 'win32', 0xc0000017, null],
  ['with 9 on Windows, where that is no signal', 9, 'win32', 9, null],
])('a child that ended %s', (_, told, platform, code, signal) => {
  expect(endOf(told, platform)).toEqual({ kind: 'ended', code, signal });
});
