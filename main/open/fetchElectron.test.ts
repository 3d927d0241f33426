/** Fetching Electron's program by the script of its own package, from a mirror of our own that behaves in all the ways networks do. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { crc32 } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { electronPackage, electronProgram, fetchElectron } from './electron.ts';

const MODULES = fileURLToPath(new URL('../../node_modules', import.meta.url));
const installed = electronPackage();

describe.skipIf(process.platform !== 'linux' || installed === undefined)(
  'fetching Electron’s program (skipped elsewhere than on Linux, where its archive is another, and without its package)',
  () => {
    let folder: string;
    let home: string;
    let server: Server;
    let answer: (file: string, response: ServerResponse) => void;
    const said: string[] = [];
    const zip = zipOf({ electron: '#!/bin/sh\necho a window\n', version: versionOf(installed ?? '') });

    beforeEach(async () => {
      home = mkdtempSync(join(tmpdir(), 'smearlab-fetch-'));
      // A package of its own, which finds what it needs in ours: nothing is fetched into node_modules.
      folder = join(home, 'electron');
      mkdirSync(folder);
      for (const file of readdirSync(installed ?? '').filter((name) => /\.(js|json)$/.test(name))) {
        cpSync(join(installed ?? '', file), join(folder, file));
      }
      symlinkSync(MODULES, join(home, 'node_modules'));
      server = createServer(({ url = '' }, response) => answer(url.split('/').at(-1) ?? '', response));
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const address = server.address();
      vi.stubEnv('ELECTRON_MIRROR', `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/`);
      vi.stubEnv('electron_config_cache', join(home, 'cache'));
      vi.stubEnv('electron_use_remote_checksums', '1');
      said.length = 0;
    });
    afterEach(async () => {
      vi.unstubAllEnvs();
      await new Promise((resolve) => server.close(resolve).closeAllConnections());
      rmSync(home, { recursive: true, force: true });
    });

    const go = (signal = new AbortController().signal) => fetchElectron(folder, signal, (line) => said.push(line));
    const here = () => electronProgram(folder, 'linux', {});
    const mirror = (bytes: Buffer, checksum = createHash('sha256').update(zip).digest('hex')) => {
      answer = (file, response) => {
        if (file.startsWith('SHASUMS')) response.end(`${checksum} *electron-v${versionOf(folder)}-linux-${process.arch}.zip\n`);
        else response.end(bytes);
      };
    };

    it('leaves it whole, and it runs', async () => {
      mirror(zip);
      expect(here()).toBeUndefined();
      expect(await go()).toEqual({ kind: 'here' });
      expect(here()).toBe(join(folder, 'dist', 'electron'));
      expect(execFileSync(here() ?? '', { encoding: 'utf8' })).toBe('a window\n');
    });

    it('that is not what it should be is refused', async () => {
      mirror(Buffer.concat([zip, Buffer.from('more')]));
      expect(await go()).toEqual({ kind: 'unavailable', because: expect.stringContaining('not what it should be') });
      expect(here()).toBeUndefined();
    });

    it('where there is none for this version says what the network answered', async () => {
      answer = (_, response) => response.writeHead(404).end();
      expect(await go()).toEqual({ kind: 'unavailable', because: expect.stringContaining('the network answered 404') });
    });

    it('where nothing answers is given up', async () => {
      answer = () => undefined;
      expect(await go()).toEqual({ kind: 'unavailable', because: 'The network does not answer' });
    });

    it('is stopped by whoever asked for it', async () => {
      answer = () => undefined;
      const stop = new AbortController();
      setTimeout(() => stop.abort(), 300);
      await expect(go(stop.signal)).rejects.toMatchObject({ kind: 'stopped' });
    });
  },
);

function versionOf(folder: string): string {
  if (folder === '') return '';
  const { version }: { version?: unknown } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return String(version);
}

/** A ZIP archive of programs, not compressed (PKWARE's APPNOTE 6.3, sections 4.3.7, 4.3.12 and 4.3.16). */
function zipOf(files: Readonly<Record<string, string>>): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const [path, data] = [Buffer.from(name), Buffer.from(text)];
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt32LE(crc32(data), 10);
    facts.writeUInt32LE(data.length, 14);
    facts.writeUInt32LE(data.length, 18);
    facts.writeUInt16LE(path.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), facts, path, data]);
    const rest = Buffer.alloc(14);
    // A file of Unix that may be executed by anybody.
    rest.writeUInt32LE((0o100755 << 16) >>> 0, 6);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x03', 'latin1'), facts, rest, path]));
    parts.push(local);
    offset += local.length;
  }
  const listing = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(directory.length, 4);
  end.writeUInt16LE(directory.length, 6);
  end.writeUInt32LE(listing.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, listing, Buffer.from('PK\x05\x06', 'latin1'), end]);
}
