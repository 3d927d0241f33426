/** The lines for a browser in docs/export.md, run in a browser as they stand there. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const TYPES: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.mjs': 'text/javascript', '.wasm': 'application/wasm' };
const TENSORFLOW = ['tfjs-core/dist/tf-core', 'tfjs-layers/dist/tf-layers', 'tfjs-backend-cpu/dist/tf-backend-cpu'];
const SCRIPTS = ['onnxruntime-web/dist/ort.wasm.min.js', ...TENSORFLOW.map((name) => `@tensorflow/${name}.min.js`)];

/** The three blocks of JavaScript: from a file to pixels, then from pixels to probabilities by each library. */
function documentedBlocks(): readonly [pixels: string, onnx: string, tensorFlow: string] {
  const text = readFileSync(join(ROOT, 'docs', 'export.md'), 'utf8');
  const [pixels, onnx, tensorFlow, ...more] = [...text.matchAll(/^```js\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block);
  if (pixels === undefined || onnx === undefined || tensorFlow === undefined || more.length > 0)
    throw new Error('docs/export.md has other blocks of JavaScript than this test knows.');
  return [pixels, onnx, tensorFlow];
}

/** What the page finds of one image file: probabilities by each library, and the class names that TensorFlow.js reads in the model. */
export type Found = { readonly onnx: readonly number[]; readonly tensorFlow: readonly number[]; readonly classes: readonly string[] };

/**
 * @param models folder with ensemble.onnx and ensemble/, as the page has them
 * @param images PNG files
 */
export async function runDocumentedPage(executablePath: string, models: string, images: readonly string[], size: number): Promise<Found[]> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://page').pathname;
    try {
      const content =
        path === '/' ? page() : readFileSync(path.startsWith('/lib/') ? join(ROOT, 'node_modules', path.slice(5)) : join(models, path));
      response.writeHead(200, { 'content-type': path === '/' ? 'text/html' : (TYPES[extname(path)] ?? 'application/octet-stream') });
      response.end(content);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const { port } = server.address() as AddressInfo;
    const tab = await browser.newPage();
    await tab.goto(`http://127.0.0.1:${port}/`);
    const files = images.map((image) => readFileSync(image).toString('base64'));
    return await tab.evaluate<Found[]>(`find(${JSON.stringify(files)}, ${size})`);
  } finally {
    await browser.close();
    server.close();
  }
}

function page(): string {
  const [pixels, onnx, tensorFlow] = documentedBlocks();
  return `<!doctype html><meta charset="utf-8">
${SCRIPTS.map((script) => `<script src="/lib/${script}"></script>`).join('\n')}
<script>
async function pixelsOf(file, size) {\n${pixels}\nreturn pixels; }
async function byOnnx(pixels, size) {\n${onnx}\nreturn [...probabilities.data]; }
async function byTensorFlow(pixels, size) {\n${tensorFlow}\nreturn { probabilities: [...probabilities], classes }; }
async function find(files, size) {
  const found = [];
  for (const base64 of files) {
    const file = await (await fetch('data:image/png;base64,' + base64)).blob();
    const pixels = await pixelsOf(file, size);
    const { probabilities, classes } = await byTensorFlow(pixels, size);
    found.push({ onnx: await byOnnx(pixels, size), tensorFlow: probabilities, classes });
  }
  return found;
}
</script>`;
}
