/** The one folder a study leaves everything in, and where in it each thing lies. */
import { closeSync, existsSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { errorCode, writeFailure } from '../contract/failure.ts';
import { writeWholeFile } from '../training/wholeFile.ts';

export type OutputFolder = {
  readonly root: string;
  readonly database: string;
  readonly sample: string;
  readonly result: string;
  readonly report: string;
  readonly runFolder: (run: string) => string;
};

export function outputFolder(root: string): OutputFolder {
  return {
    root,
    database: join(root, 'smearlab.db'),
    sample: join(root, 'sample'),
    result: join(root, 'study.json'),
    report: join(root, 'report.html'),
    runFolder: (run) => join(root, 'runs', run),
  };
}

/**
 * Makes the folder and tries to write in it, so that a read-only folder is said before any work is done.
 * @throws SmearlabError `not-writable`, `disk-full`
 */
export function makeWritable(folder: OutputFolder): void {
  const probe = join(folder.root, `.writable-${process.pid}`);
  try {
    makeFolder(join(folder.root, 'runs'));
    closeSync(openSync(probe, 'w'));
    rmSync(probe);
  } catch (error) {
    throw writeFailure(error, folder.root);
  }
}

/** Level by level: Node's own recursive mkdir never ends where the system answers ENOENT for a folder that is there (Linux' /proc). */
export function makeFolder(path: string): void {
  if (existsSync(path)) return;
  const parent = dirname(path);
  if (parent !== path) makeFolder(parent);
  try {
    mkdirSync(path);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
}

/**
 * Writes a text file whole or not at all; what stood there before stays until the new one is on the disk.
 * @throws SmearlabError `disk-full`, `not-writable`
 */
export function writeText(file: string, text: string): void {
  writeWholeFile(file, [Buffer.from(text)]);
}
