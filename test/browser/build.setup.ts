/** Builds the renderer once for all browser tests, and the synthetic sample that they start from. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { openApplication } from '../../app/application/application.ts';
import { servicesOf } from '../../main/faces/services.ts';
import { SCREENS } from '../../main/open/parts.ts';
import { built } from '../build.ts';
import { CHROMIUM } from '../e2e/browser.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A data folder into which the sample was imported; to be copied, not used. */
    readonly sampleLibrary: string;
  }
}

export default async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'smearlab-browser-'));
  project.provide('sampleLibrary', folder);
  if (CHROMIUM !== undefined) {
    await built([SCREENS]);
    const application = openApplication(folder, servicesOf(null));
    await application.call('library.sample', {}, new AbortController().signal);
    await application.close();
  }
  return () => rmSync(folder, { recursive: true, force: true });
}
