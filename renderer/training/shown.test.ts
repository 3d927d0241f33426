import { describe, expect, it } from 'vitest';
import { detailOf, shownOf } from './shown.ts';

describe('what is shown', () => {
  it.each(['order', 7] as const)('as an address and back is the same: %s', (shown) => {
    expect(shownOf(detailOf(shown))).toBe(shown);
  });

  it.each([null, '', 'entry', 'entry/', 'entry/x', 'entry/1-2', 'compare/1-2', 'entry/9999999999'])(
    'is nobody’s choice by %j',
    (detail) => {
      expect(shownOf(detail)).toBeNull();
    },
  );
});
