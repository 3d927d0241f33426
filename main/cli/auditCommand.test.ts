import { describe, expect, it } from 'vitest';
import { notedHead } from './auditCommand.ts';

const HASH = 'ab'.repeat(32);

describe('--head', () => {
  it.each([
    [`17:${HASH}`, 17],
    [` 0:${HASH.toUpperCase()} `, 0],
  ])('takes a row and its hash: %s', (text, count) => expect(notedHead(text)).toEqual({ count, hash: HASH }));

  it.each([
    '',
    ':',
    HASH,
    `:${HASH}`,
    `-1:${HASH}`,
    `1.5:${HASH}`,
    `1e3:${HASH}`,
    `17:${HASH}:`,
    `17:${HASH.slice(1)}`,
    `17:${HASH}0`,
    `17 ${HASH}`,
  ])('refuses “%s” in a sentence', (text) => expect(() => notedHead(text)).toThrow(/^--head takes/));
});
