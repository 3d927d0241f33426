import { describe, expect, it } from 'vitest';
import { classOfKey } from './relabelKeys.ts';

const CLASSES = ['Basophil', 'Eosinophil', 'Lymphocyte'];
const plain = { ctrlKey: false, altKey: false, metaKey: false };

describe('the number keys', () => {
  it.each([
    ['1', 'Basophil'],
    ['3', 'Lymphocyte'],
    ['4', undefined],
    ['0', undefined],
    ['12', undefined],
    ['F1', undefined],
    ['a', undefined],
    ['', undefined],
    ['constructor', undefined],
  ])('%j stands for %s', (key, name) => {
    expect(classOfKey({ key, ...plain }, CLASSES)).toBe(name);
  });

  it.each(['ctrlKey', 'altKey', 'metaKey'] as const)('stand for nothing with %s, which is the browser’s', (modifier) => {
    expect(classOfKey({ key: '1', ...plain, [modifier]: true }, CLASSES)).toBeUndefined();
  });
});
