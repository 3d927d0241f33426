/** How a child of Electron's ended. */
import { constants } from 'node:os';
import type { ChildEnd } from '../engine-process/child.ts';

/** Signals that end a process of the engine by themselves. */
const FATAL = ['SIGQUIT', 'SIGILL', 'SIGTRAP', 'SIGABRT', 'SIGBUS', 'SIGFPE', 'SIGKILL', 'SIGSEGV', 'SIGTERM'] as const;

/**
 * Electron tells an end as one number: an exit status that the process gave itself, or on POSIX what waitpid says, where the low seven bits
 * are the signal, the eighth a core dump, and the next eight an exit status. The engine gives itself no status but 0 and 1. Pure.
 */
export function endOf(code: number, platform: NodeJS.Platform): ChildEnd {
  if (platform === 'win32') return { kind: 'ended', code, signal: null };
  const signal = FATAL.find((name) => constants.signals[name] === (code & 0x7f));
  if (code <= 0xff && signal !== undefined) return { kind: 'ended', code: null, signal };
  return { kind: 'ended', code: code > 0xff ? (code >> 8) & 0xff : code, signal: null };
}
