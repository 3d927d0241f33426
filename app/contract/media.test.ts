import { describe, expect, it } from 'vitest';
import { type MediaRequest, mediaAddress, mediaRequest } from './media.ts';

const read = (address: string) => {
  const { pathname, searchParams } = new URL(address, 'http://127.0.0.1');
  return mediaRequest(pathname, searchParams);
};

describe('the address of a picture', () => {
  it.each<MediaRequest>([
    { kind: 'thumbnail', sha256: 'a'.repeat(64) },
    { kind: 'image', image: 7, side: null },
    { kind: 'image', image: 7, side: 4096 },
    { kind: 'cell', cell: 7, side: null },
    { kind: 'cell', cell: 7, side: 160 },
    { kind: 'mask', image: 7, origin: null, levels: false },
    { kind: 'mask', image: 7, origin: 'lab', levels: false },
    { kind: 'mask', image: 7, origin: 'proposed', levels: true },
    { kind: 'reconstruction', run: 7, epoch: 12, at: 0 },
    { kind: 'preview', sha256: 'a'.repeat(64) },
  ])('says what is asked for, whatever its version: %o', (request) => {
    expect([read(mediaAddress(request)), read(mediaAddress(request, 'v&1=2'))]).toEqual([request, request]);
  });

  it.each([
    '/media/mask/7?origin=theirs',
    '/media/mask/0',
    '/media/mask/7/8',
    '/media/mask/..%2f7',
    '/media/image/7?side=4097',
    '/media/cell/7?side=0',
    '/media/cell/../7',
    '/media/image/7?side=1e3',
    '/media/thumbnail/7',
    '/media/masked/7',
    '/media/preview/7',
    '/media/reconstruction/7',
    '/media/reconstruction/7?epoch=1',
    '/media/reconstruction/7?epoch=-1&at=0',
    '/media/reconstruction/7?epoch=1&at=1e3',
    '/media/reconstruction/7?epoch=..%2f1&at=0',
    '/media/reconstruction/0?epoch=1&at=0',
    '/media/other/7',
    '/media/',
  ])('is none of ours: %s', (address) => {
    expect(read(address)).toBeUndefined();
  });
});
