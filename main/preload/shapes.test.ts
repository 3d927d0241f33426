import { describe, expect, it } from 'vitest';
import { asRequest, responseFor } from './shapes.ts';

describe('a request over the bridge', () => {
  it('is made anew of its known fields', () => {
    const call = { type: 'call', id: 1, procedure: 'library.page', input: { a: [1] }, more: 'x' };
    expect(asRequest(call)).toEqual({ type: 'call', id: 1, procedure: 'library.page', input: { a: [1] } });
    expect(asRequest({ type: 'cancel', id: 2, input: 'x' })).toEqual({ type: 'cancel', id: 2 });
  });

  it.each([
    undefined,
    null,
    1,
    'call',
    [],
    {},
    { type: 'call' },
    { type: 'call', id: 1 },
    { type: 'call', id: '1', procedure: 'a' },
    { type: 'call', id: 1.5, procedure: 'a' },
    { type: 'call', id: Number.POSITIVE_INFINITY, procedure: 'a' },
    { type: 'call', id: 1, procedure: 1 },
    { type: 'call', id: 1, procedure: 'a'.repeat(101) },
    { type: 'result', id: 1, output: 1 },
    { type: 'event', id: 1 },
    { type: '__proto__', id: 1 },
    () => 1,
  ])('is refused as %j', (given) => {
    expect(() => asRequest(given)).toThrow(TypeError);
  });
});

describe('a message of the main process', () => {
  it('is for the page that it names', () => {
    expect(responseFor('a', { page: 'a', response: { type: 'result' } })).toEqual({ type: 'result' });
  });

  it.each([undefined, null, 1, 'a', {}, { page: 'b', response: 1 }, { response: 1 }, { page: ['a'], response: 1 }])(
    'is not heard as %j',
    (message) => {
      expect(responseFor('a', message)).toBeUndefined();
    },
  );
});
