import { describe, expect, it } from 'vitest';
import { asFailure, errorCode, SmearlabError, writeFailure } from './failure.ts';

const withCode = (code: unknown) => Object.assign(new Error(`raw ${String(code)}`), { code });

describe('a write that failed', () => {
  it.each(['ENOSPC', 'EDQUOT', 'SQLITE_FULL', 'SQLITE_IOERR', 'SQLITE_IOERR_WRITE', 'SQLITE_IOERR_FSYNC'])(
    'with %s is a full disk: the sentence names the file and says how to go on',
    (code) => {
      const cause = withCode(code);
      const failure = writeFailure(cause, '/out/study.json');
      expect(failure).toMatchObject({ kind: 'disk-full', file: '/out/study.json', cause });
      expect(failure.message).toMatch(/disk is full.*\/out\/study\.json.*--resume/);
    },
  );

  it.each([
    ...['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOTDIR', 'EEXIST', 'EISDIR', 'ENAMETOOLONG', 'ELOOP'],
    ...['SQLITE_READONLY', 'SQLITE_READONLY_DIRECTORY', 'SQLITE_CANTOPEN', 'SQLITE_CANTOPEN_ISDIR'],
  ])('with %s is a place that cannot be written: the sentence names file, code and --out', (code) => {
    const failure = writeFailure(withCode(code), '/out/x');
    expect(failure).toMatchObject({ kind: 'not-writable', file: '/out/x' });
    expect(failure.message).toContain(`/out/x cannot be written (${code})`);
    expect(failure.message).toContain('--out');
  });

  it.each([
    ['an error without a code', new Error('odd'), 'odd'],
    ['an unknown code', withCode('EWHATEVER'), 'raw EWHATEVER'],
    ['a code that is a number', withCode(28), 'raw 28'],
    ['a code that only begins like a known one', withCode('ENOSPCX'), 'raw ENOSPCX'],
    ['a text', 'thrown text', 'thrown text'],
    ['undefined', undefined, 'undefined'],
    ['null', null, 'null'],
  ])('with %s is ours to explain, with the file and what was thrown', (_, error, said) => {
    expect(writeFailure(error, '/out/x')).toMatchObject({ kind: 'internal', message: `Writing /out/x failed: ${said}` });
  });

  it('that is a sentence already stays that sentence', () => {
    const own = new SmearlabError('stopped', 'Stopped.');
    expect(writeFailure(own, '/out/x')).toBe(own);
  });
});

describe('anything thrown', () => {
  it('is passed on when it is a sentence already', () => {
    const own = new SmearlabError('diverged', 'It diverged.', { file: 'a' });
    expect(asFailure(own)).toBe(own);
  });

  it.each([
    [new TypeError('x is not a function'), 'x is not a function'],
    ['text', 'text'],
    [42, '42'],
    [undefined, 'undefined'],
    [null, 'null'],
  ])('is internal and keeps its words: %s', (error, said) => {
    const failure = asFailure(error);
    expect(failure).toBeInstanceOf(SmearlabError);
    expect(failure).toMatchObject({ kind: 'internal', message: `Something unexpected happened: ${said}` });
    expect(failure.cause).toBe(error);
  });
});

it('an error without file and cause has neither', () => {
  const failure = new SmearlabError('engine', 'The engine broke.');
  expect(failure.name).toBe('SmearlabError');
  expect(failure.file).toBeUndefined();
  expect('cause' in failure).toBe(false);
});

it.each([
  [withCode('ENOENT'), 'ENOENT'],
  [{ code: 'SQLITE_BUSY' }, 'SQLITE_BUSY'],
  [withCode(5), undefined],
  [new Error('none'), undefined],
  [null, undefined],
  ['ENOENT', undefined],
])('the code of %s is %s', (error, code) => {
  expect(errorCode(error)).toBe(code);
});
