import { describe, expect, it } from 'vitest';
import { EMPTY_FORM, openRequest, withDropped, withFolder } from './openForm.ts';

const FILLED = { ...EMPTY_FORM, accession: ' H 26-0815 ', folder: ' /slides/815 ', notes: 'EDTA' };

describe('what is asked when a slide is opened', () => {
  it('is a folder with its sample’s number', () => {
    expect(openRequest(FILLED)).toEqual({ cells: { kind: 'folder', folder: '/slides/815' }, accession: 'H 26-0815', notes: 'EDTA' });
  });

  it('is files where some were dropped', () => {
    expect(openRequest({ ...FILLED, files: ['/a.png'] })?.cells).toEqual({ kind: 'files', files: ['/a.png'] });
  });

  it.each([
    ['a number', { accession: '  ' }],
    ['a number on one line', { accession: 'a\nb' }],
    ['a number that fits the paper', { accession: 'a'.repeat(101) }],
    ['a folder', { folder: ' ' }],
    ['so few files', { files: Array.from({ length: 20_001 }, () => '/a.png') }],
  ])('waits for %s', (_, missing) => {
    expect(openRequest({ ...FILLED, ...missing })).toBeUndefined();
  });
});

describe('a folder', () => {
  it.each([
    ['/slides/H 26-0815', 'H 26-0815'],
    ['/slides/815/', '815'],
    [String.raw`C:\slides\815`, '815'],
    ['/', ''],
  ])('%s suggests the number "%s"', (folder, accession) => {
    expect(withFolder(EMPTY_FORM, folder).accession).toBe(accession);
  });

  it('does not take the place of a number that was typed, and counts alone', () => {
    expect(withFolder({ ...FILLED, files: ['/a.png'] }, '/other')).toEqual({ ...FILLED, folder: '/other', files: [] });
  });
});

describe('what is dropped', () => {
  it.each([
    ['one folder', ['/slides/815'], { folder: '/slides/815', files: [] }],
    ['one picture', ['/slides/1.png'], { folder: '', files: ['/slides/1.png'] }],
    ['several pictures', ['/1.png', '/2.png'], { folder: '', files: ['/1.png', '/2.png'] }],
    ['nothing that has a path', ['', ''], { folder: FILLED.folder, files: [] }],
  ])('is taken as it is: %s', (_, paths, expected) => {
    expect(withDropped(FILLED, paths)).toMatchObject(expected);
  });
});
