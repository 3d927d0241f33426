import { describe, expect, it } from 'vitest';
import { type End, unexpectedEnd } from './unexpectedEnd.ts';

const FOLDER = '/out/runs/wbc-10-masks';
const end = (more: Partial<End>) => unexpectedEnd(FOLDER, { code: null, signal: null, lastWords: '', ...more });

describe('an engine process that is suddenly gone', () => {
  it.each([
    ['killed by Linux', { signal: 'SIGKILL' }],
    ['aborted by C++', { signal: 'SIGABRT', lastWords: "terminate called after throwing an instance of 'std::bad_alloc'\n" }],
    [
      'aborted by V8',
      { code: 134, lastWords: 'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory\n 1: 0x93\n' },
    ],
    ['trapped by V8', { signal: 'SIGTRAP', lastWords: '# Fatal process out of memory: Failed to reserve memory for new V8 Isolate' }],
    ['without room for a library', { code: 1, lastWords: 'libonnxruntime.so.1: failed to map segment from shared object' }],
    ['ended by Windows for want of memory', { code: 0xc0000017 }],
  ])('%s ran out of memory', (_, how: Partial<End>) => {
    const failure = end(how);
    expect(failure).toMatchObject({ kind: 'out-of-memory', file: FOLDER });
    expect(failure.message).toContain(`${how.signal ?? `exit status ${how.code}`}) while it worked on ${FOLDER}`);
  });

  it.each([
    ['a segmentation fault', { signal: 'SIGSEGV' }, 'SIGSEGV'],
    ['an abort for another reason', { signal: 'SIGABRT', lastWords: 'free(): invalid pointer' }, 'SIGABRT'],
    ["Windows' access violation", { code: 0xc0000005 }, 'exit status 3221225477'],
    ['an exit without a word', { code: 1 }, 'exit status 1'],
    ['an exit that should not be', { code: 0 }, 'exit status 0'],
    ['neither status nor signal', {}, 'exit status null'],
  ])('by %s is a crash, said with how to go on', (_, how: Partial<End>, said) => {
    expect(end(how)).toMatchObject({ kind: 'engine', message: expect.stringMatching(`${said}.*${FOLDER}.*--resume`) });
  });
});
