/** Before the tests: sees to it that there is a browser to drive, where that can be done without asking anybody. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { CHROMIUM, findChromium } from '../e2e/browser.ts';
import { howToGet, type Machine } from './howToGet.ts';

/** Of each of the commands. */
const MOST_MS = 240_000;

function thisMachine(): Machine {
  const works = (program: string, ...args: string[]) => spawnSync(program, args, { stdio: 'ignore', timeout: 5000 }).status === 0;
  return {
    chromium: CHROMIUM,
    system: systemNames(),
    hasAptGet: process.platform === 'linux' && works('apt-get', '--version'),
    isRoot: process.getuid?.() === 0,
    hasSudo: process.platform === 'linux' && works('sudo', '-n', 'true'),
    environment: process.env,
  };
}

function systemNames(): string[] {
  try {
    const lines = readFileSync('/etc/os-release', 'utf8').split('\n');
    const values = lines.filter((line) => /^ID(_LIKE)?=/.test(line)).map((line) => line.slice(line.indexOf('=') + 1));
    return values.flatMap((value) => value.replaceAll('"', '').split(' '));
  } catch {
    // Only Linux has this file.
    return [];
  }
}

/** @returns a line to show, or undefined where there was nothing to do */
export function seeToChromium(): string | undefined {
  const means = howToGet(thisMachine());
  if (means.kind === 'here') return undefined;
  const skipped = (because: string) =>
    `SKIPPED: all tests in a browser, because no Chromium is here and ${because}. Set CHROMIUM to the path of one.`;
  if (means.kind === 'skip') return skipped(means.because);
  console.log('Installing Chromium for the tests in a browser (apt-get install chromium) …');
  for (const [program = '', ...args] of means.commands) {
    const { status, stderr, error } = spawnSync(program, args, { stdio: ['ignore', 'ignore', 'pipe'], timeout: MOST_MS, encoding: 'utf8' });
    if (status !== 0)
      return skipped(
        `apt-get ${args.includes('install') ? 'install' : 'update'} failed (${lastLine(stderr) || error?.message || `status ${status}`})`,
      );
  }
  return findChromium() === undefined
    ? skipped('its package brought none where it is looked for')
    : 'Installed Chromium for the tests in a browser.';
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1)?.trim().replace(/\.$/, '') ?? '';
}
