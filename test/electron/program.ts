/** The desktop program as a test starts it: in the real Electron where that is, and in its stand-in, by the same specs. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import type { z } from 'zod';
import { type AskedOf, CONTRACT, type OutputOf, type ProcedureName } from '../../app/contract/contract.ts';
import type { DialogAnswers } from './standIn/control.ts';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export type Program = {
  /** The page in its window. */
  readonly page: Page;
  readonly process: number;
  /** How dialogs are answered from now on. */
  answer(answers: DialogAnswers): Promise<void>;
  /** As the person does it. */
  closeWindow(): Promise<void>;
  quit(): Promise<void>;
  minimize(): Promise<void>;
  isMinimized(): Promise<boolean>;
  openWindows(): Promise<number>;
  /** Starts the program a second time. @returns the status with which that start ends */
  startAgain(): Promise<number | null>;
  /** The status with which the program ends. */
  readonly ended: Promise<number | null>;
  /** What the stand-in was asked for, in its order; the real Electron does not tell. */
  readonly told: readonly { readonly what: string; readonly details?: unknown }[];
};

/** A kind of Electron that a test can run on, or why not. */
export type Kind = {
  readonly name: string;
  /** Undefined where it can be run. */
  readonly missing: string | undefined;
  start(folders: Folders): Promise<Program>;
  /** Takes away what was made to start it. */
  remove?(): Promise<void>;
};

export type Folders = {
  /** The data folder. */
  readonly library: string;
  /** Where the program keeps its window's place and its lock. */
  readonly own: string;
};

export function makeFolders(): Folders & { remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'smearlab-window-'));
  return {
    library: join(folder, 'library'),
    own: join(folder, 'own'),
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}

/** Asks the application through the page's bridge, as the renderer does; what comes back is checked against the contract. */
export async function ask<Name extends ProcedureName>(page: Page, procedure: Name, input: AskedOf<Name>): Promise<OutputOf<Name>> {
  const output: unknown = await page.evaluate(askInPage, { procedure, input, id: 1_000_000 + Math.floor(Math.random() * 1e9) });
  const schema: z.ZodType = CONTRACT[procedure].output;
  // The schema is that of `procedure`, which the union of all schemas no longer says.
  return schema.parse(output) as OutputOf<Name>;
}

type Answer = { readonly type: string; readonly id?: number; readonly output?: unknown; readonly failure?: { readonly sentence: string } };

function askInPage({ id, procedure, input }: { id: number; procedure: string; input: unknown }): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const bridge: unknown = Reflect.get(globalThis, 'smearlab');
    if (typeof bridge !== 'object' || bridge === null) return reject(new Error('This page has no bridge.'));
    const call = (name: string, argument: unknown): unknown => Reflect.apply(Reflect.get(bridge, name), bridge, [argument]);
    call('onMessage', (message: Answer) => {
      if (message.id !== id) return;
      if (message.type === 'result') resolve(message.output);
      else reject(new Error(message.failure?.sentence ?? 'no sentence'));
    });
    call('send', { type: 'call', id, procedure, input });
  });
}

/** Processes that a process has started, and those that they have. */
export function childrenOf(process: number): number[] {
  const pairs = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const below = (parent: number): number[] => pairs.flatMap(([id = 0, of]) => (of === parent ? [id, ...below(id)] : []));
  return below(process);
}
