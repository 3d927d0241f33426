/**
 * The built renderer, read into memory once. What a face asks for is looked up by its whole address in this list, so no path is ever made
 * of what was asked, and a build that goes on meanwhile changes nothing under an open page.
 */
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { SmearlabError } from '../../app/contract/failure.ts';

export type PageFile = { readonly type: string; readonly bytes: Buffer; readonly isHashed: boolean };

/** `index`: the page, still without its nonce. `files`: by address, such as `/assets/index-BxFe9jNj.js`. */
export type Pages = { readonly index: string; readonly files: ReadonlyMap<string, PageFile> };

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** The build puts a hash of the content into these names. */
const HASHED = /^\/assets\/[\w.-]+-[\w-]{8}\.[a-z0-9]+$/;

/** @throws SmearlabError missing-file when the renderer is not built */
export function readPages(folder: string): Pages {
  const index = join(folder, 'index.html');
  try {
    return { index: readFileSync(index, 'utf8'), files: new Map(filesIn(folder)) };
  } catch (error) {
    throw new SmearlabError('missing-file', `The screens are not there (${index} cannot be read). Run npm run build.`, {
      file: index,
      cause: error,
    });
  }
}

/** Folder by folder and by `stat`: inside app.asar Electron's `readdir` with types or depth differs from Node's. */
function filesIn(folder: string, below = ''): (readonly [string, PageFile])[] {
  return readdirSync(join(folder, below)).flatMap((name) => {
    const file = join(folder, below, name);
    const stats = lstatSync(file);
    if (stats.isDirectory()) return filesIn(folder, `${below}/${name}`);
    const address = `${below}/${name}`;
    const type = TYPES[extname(name)];
    if (!stats.isFile() || type === undefined || !isPlain(address)) return [];
    return [[address, { type, bytes: readFileSync(file), isHashed: HASHED.test(address) }] as const];
  });
}

/** An address that reads the same in every spelling: nothing in it would be percent-encoded. */
function isPlain(address: string): boolean {
  return /^(\/[A-Za-z0-9_-][\w.-]*)+$/.test(address);
}
