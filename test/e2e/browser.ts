/** The Chromium that is installed on this machine, if any; on Debian `npm test` installs it (test/chromium). */
import { existsSync } from 'node:fs';

const PLACES = [
  process.env['CHROMIUM'] ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

export function findChromium(): string | undefined {
  return PLACES.find((place) => place !== '' && existsSync(place));
}

export const CHROMIUM = findChromium();

/** Said where a browser test is skipped. */
export const WITHOUT_CHROMIUM = 'skipped where no Chromium is installed (set CHROMIUM to its path)';
