/** `npm test`: a browser to drive where it can be had, format and lint, types, then every vitest project; quiet when green, precise when red, one closing line over all. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { z } from 'zod';
import { seeToChromium } from './chromium/seeTo.ts';
import { COMPILED_FOLDER } from './compiledFolder.ts';

type Outcome = { readonly passed: number; readonly failed: number; readonly skipped: number; readonly details: readonly string[] };

const vitestResultSchema = z.object({
  success: z.boolean(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string(), failureMessages: z.array(z.string()).nullish() })),
    }),
  ),
});

const ENVIRONMENT = {
  ...process.env,
  PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter),
  // Each test file has a process of its own, which loads the same libraries.
  NODE_COMPILE_CACHE: COMPILED_FOLDER,
};

const STEPS: readonly { readonly name: string; readonly run: () => Promise<Outcome> }[] = [
  { name: 'format and lint', run: () => tool('biome', ['check', '--error-on-warnings', '--max-diagnostics=50', '.']) },
  { name: 'types', run: () => tool('tsc', ['--noEmit']) },
  { name: 'types of the face', run: () => tool('tsc', ['--noEmit', '--project', 'renderer']) },
  { name: 'unit', run: () => vitest('unit') },
  { name: 'reference vectors', run: () => vitest('reference') },
  { name: 'on a device', run: () => vitest('device') },
  { name: 'end to end', run: () => vitest('e2e') },
  { name: 'in a browser', run: () => vitest('browser') },
  { name: 'in a window', run: () => vitest('electron') },
];

const chromium = seeToChromium();
if (chromium !== undefined) console.log(chromium);

let passed = 0;
let failed = 0;
let skipped = 0;
for (const { name, run } of STEPS) {
  const began = performance.now();
  const outcome = await run();
  passed += outcome.passed;
  failed += outcome.failed;
  skipped += outcome.skipped;
  const mark = outcome.failed > 0 ? 'RED  ' : 'green';
  console.log(`${mark}  ${name.padEnd(18)} ${outcome.passed} passed in ${((performance.now() - began) / 1000).toFixed(0)} s`);
  for (const line of outcome.details) console.log(line);
}
console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed > 0 ? 1 : 0;

/** A tool that either agrees or does not. */
async function tool(command: string, args: readonly string[]): Promise<Outcome> {
  const { code, output } = await execute(command, args);
  return code === 0 ? { passed: 1, failed: 0, skipped: 0, details: [] } : { passed: 0, failed: 1, skipped: 0, details: [output] };
}

async function vitest(project: string): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'smearlab-test-'));
  const file = join(folder, 'result.json');
  try {
    const { output } = await execute('vitest', ['run', '--project', project, '--reporter=json', `--outputFile=${file}`]);
    const result = readResult(file);
    if (result === undefined) return { passed: 0, failed: 1, skipped: 0, details: [output] };
    const tests = result.testResults.flatMap(({ assertionResults }) => assertionResults);
    const count = (...status: string[]) => tests.filter((test) => status.includes(test.status)).length;
    const broken = result.testResults.filter(
      ({ status, assertionResults }) => status === 'failed' && assertionResults.every((test) => test.status !== 'failed'),
    );
    // An error outside any test (an unhandled rejection, a file that cannot be loaded) must not pass unseen.
    const outside = !result.success && broken.length === 0 && count('failed') === 0 ? 1 : 0;
    const details = [
      ...broken.map(({ name, message }) => `  ✗ ${name}\n${message ?? ''}`),
      ...tests
        .filter(({ status }) => status === 'failed')
        .map(({ fullName, failureMessages }) => `  ✗ ${fullName}\n${(failureMessages ?? []).join('\n')}`),
      ...tests.filter(({ status }) => status === 'pending' || status === 'skipped').map(({ fullName }) => `  SKIPPED: ${fullName}`),
      ...(outside > 0 ? [output] : []),
    ];
    return {
      passed: count('passed'),
      failed: count('failed') + broken.length + outside,
      skipped: count('pending', 'skipped', 'todo'),
      details,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readResult(file: string): z.infer<typeof vitestResultSchema> | undefined {
  try {
    return vitestResultSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // No readable result means that vitest itself failed; what it printed is shown instead.
    return undefined;
  }
}

/** Runs a tool of node_modules/.bin (npm puts it on the PATH) with the Node that runs this. */
function execute(command: string, args: readonly string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: ENVIRONMENT, shell: process.platform === 'win32' });
    let output = '';
    child.stdout.on('data', (data: Buffer) => {
      output += data;
    });
    child.stderr.on('data', (data: Buffer) => {
      output += data;
    });
    child.on('error', (error) => resolve({ code: 1, output: error.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
