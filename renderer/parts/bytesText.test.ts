import { expect, it } from 'vitest';
import { bytesText } from './bytesText.ts';

it.each<[number, string, string]>([
  [0, '0 byte', '0 Byte'],
  [999, '999 byte', '999 Byte'],
  [1000, '1 kB', '1 kB'],
  [1_234_567, '1.23 MB', '1,23 MB'],
  [5e9, '5 GB', '5 GB'],
  [2.5e15, '2,500 TB', '2.500 TB'],
])('%i bytes are %s', (bytes, english, german) => {
  const plain = (text: string) => text.replaceAll('\u00a0', ' ');
  expect([plain(bytesText(bytes, 'en')), plain(bytesText(bytes, 'de'))]).toEqual([english, german]);
});
