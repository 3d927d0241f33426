/**
 * Our sources name files beside them by URL: `new URL('./worker.ts', import.meta.url)`. In a bundle all lie elsewhere, so the build puts
 * the address of the built or shipped file in its place, and fails for a file that it does not know.
 */
import { existsSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import type { Plugin } from 'vite';

export type Places = {
  /** The folder of package.json. */
  readonly root: string;
  /** Sources that processes and threads begin with, and their built files, both from the root. */
  readonly entries: Readonly<Record<string, string>>;
  /** The folder of the bundle, from the root; all its files lie directly in it. */
  readonly bundle: string;
};

const OF_SOURCE = /new URL\(\s*(['"])(\.[^'"]+)\1\s*,\s*import\.meta\.url\s*,?\s*\)/g;

/**
 * What processes and threads begin with lies beside app.asar in an installed program (asarUnpack of electron-builder.yml): not everything that
 * starts them can look into the archive. In any other place this is the address of the bundle itself.
 */
const BESIDE_ARCHIVE = "import.meta.url.replace('/app.asar/', '/app.asar.unpacked/')";

/**
 * The code with each URL of a source replaced. Pure but for a look whether a named file is there.
 * @param file the source, as a whole path
 * @throws Error for a URL of a source that is no entry, or of a file that is not there
 */
export function withBuiltUrls(code: string, file: string, { root, entries, bundle }: Places): string {
  return code.replaceAll(OF_SOURCE, (_, _quote, address: string) => {
    const named = fromRoot(root, resolve(dirname(file), address));
    const built = Object.hasOwn(entries, named) ? entries[named] : undefined;
    if (built === undefined && /\.m?ts$/.test(named)) {
      throw new Error(`${fromRoot(root, file)} begins a thread or process with ${named}, which is no entry of vite.main.config.ts.`);
    }
    if (built === undefined && !existsSync(resolve(root, named))) {
      throw new Error(`${fromRoot(root, file)} names ${named}, which is not there.`);
    }
    const to = slashed(relative(resolve(root, bundle), resolve(root, built ?? named)));
    const base = built === undefined ? 'import.meta.url' : BESIDE_ARCHIVE;
    return `new URL('${to.startsWith('.') ? to : `./${to}`}', ${base})`;
  });
}

export function sourceUrls(places: Places): Plugin {
  return {
    name: 'smearlab-source-urls',
    // Before types are taken out, which would change nothing here but the quotes.
    enforce: 'pre',
    transform: (code, id) => {
      if (id.includes('node_modules') || !code.includes('import.meta')) return null;
      return { code: withBuiltUrls(code, id, places), map: null };
    },
  };
}

function fromRoot(root: string, file: string): string {
  return slashed(relative(root, file));
}

function slashed(path: string): string {
  return path.split(sep).join('/');
}
