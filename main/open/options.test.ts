import { describe, expect, it } from 'vitest';
import { openOptions } from './options.ts';

describe('what npm start can be told', () => {
  it('is nothing: then all is found out', () => {
    expect(openOptions([])).toEqual({ browser: false, library: undefined, port: 0 });
  });

  it('is a data folder, the browser, and its port', () => {
    expect(openOptions(['--browser', '--library', '/data', '--port', '8080'])).toEqual({ browser: true, library: '/data', port: 8080 });
  });

  it.each(['0', '65536', '99999', '-1', '80.5', '1e3', '0x50', '', ' ', 'http', '127.0.0.1:80', '8080 '])('is not the port %j', (port) => {
    expect(() => openOptions([`--port=${port}`])).toThrow(expect.objectContaining({ kind: 'wrong-usage' }));
  });

  it.each([
    ['an address to listen at', ['--host', '0.0.0.0']],
    ['an address beside the port', ['--bind=0.0.0.0']],
    ['what it does not know', ['--yes']],
    ['a word', ['library']],
    ['an option without its value', ['--library']],
  ])('is not %s', (_, args) => {
    expect(() => openOptions(args)).toThrow(expect.objectContaining({ name: 'CommanderError' }));
  });

  it('is not an empty data folder', () => {
    expect(() => openOptions(['--library', ''])).toThrow(expect.objectContaining({ kind: 'wrong-usage' }));
  });
});
