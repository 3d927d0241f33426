import { describe, expect, it } from 'vitest';
import { canonicalJson, hashOfJson, type Json } from './canonicalJson.ts';

describe('the canonical text', () => {
  const CASES: readonly [string, Json, string][] = [
    [
      'sorts keys by their UTF-16 units',
      { b: 1, a: 2, Ä: 3, '€': 4, '\ud83d\ude00': 5, ﬁ: 6, '1': 7 },
      '{"1":7,"a":2,"b":1,"Ä":3,"€":4,"😀":5,"ﬁ":6}',
    ],
    ['leaves lists as they are', [3, 1, [2, null], true], '[3,1,[2,null],true]'],
    ['has no spaces and sorts inside as well', { z: { y: [], x: {} } }, '{"z":{"x":{},"y":[]}}'],
    ['writes numbers as JavaScript does', [1e21, 1e-7, 0.1 + 0.2, -0, 4.5, 1e2], '[1e+21,1e-7,0.30000000000000004,0,4.5,100]'],
    ['escapes only what it must', ['"\\/\b\u0001\u2028ü'], '["\\"\\\\/\\b\\u0001\u2028ü"]'],
    ['of a key of the prototype', JSON.parse('{"__proto__":1,"constructor":2}'), '{"__proto__":1,"constructor":2}'],
  ];
  it.each(CASES)('%s', (_, value, text) => {
    expect(canonicalJson(value)).toBe(text);
    expect(canonicalJson(JSON.parse(text))).toBe(text);
  });

  it.each([[Number.NaN], [Number.POSITIVE_INFINITY], ['\ud800'], [{ '\udfff': 1 }], [[1, Number.NEGATIVE_INFINITY]]])(
    'is refused to what JSON does not have: %j',
    (value) => expect(() => canonicalJson(value)).toThrow('JSON has no text for'),
  );

  it('has the hash of its bytes in UTF-8', () => {
    // printf '{"a":"ü"}' | sha256sum
    expect(hashOfJson({ a: 'ü' })).toBe('fd621823002706e24604cb868a9f4f8850d6f01fb5040d49ba050482e1472437');
    expect(hashOfJson({ a: 1, b: 2 })).toBe(hashOfJson({ b: 2, a: 1 }));
    expect(hashOfJson({ a: 1 })).not.toBe(hashOfJson({ a: '1' }));
  });
});
