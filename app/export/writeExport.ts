/** Writes what was exported to where a person asked for: whole or not at all, and over nothing that they did not mean. */
import { mkdirSync, readdirSync, renameSync, rmSync, type Stats, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { errorCode, SmearlabError, writeFailure } from '../contract/failure.ts';
import { flushFolder, removeIfAny, writeFlushed, writeWholeFile } from '../training/wholeFile.ts';

/** One file, or a folder of files by their names. */
export type Exported =
  | { readonly kind: 'file'; readonly bytes: Uint8Array }
  | { readonly kind: 'folder'; readonly files: ReadonlyMap<string, Uint8Array> };

/**
 * Whether an export may be written here.
 * @param isOurs whether a file of this name may lie in a folder that is replaced
 * @throws SmearlabError `already-there` when something is there, but for an earlier export if `force` says so
 */
export function assertFree(target: string, kind: Exported['kind'], force: boolean, isOurs: (file: string) => boolean): void {
  const there = whatIs(target);
  if (there === undefined) return;
  const refuse = (sentence: string) => new SmearlabError('already-there', sentence, { file: target });
  if (!force) throw refuse(`${target} is there already. Choose another --out, or say --force to replace it.`);
  if (kind === 'file' && there.isDirectory()) throw refuse(`${target} is a folder; an ONNX model is a file. Choose another --out.`);
  if (kind === 'file') return;
  if (!there.isDirectory()) throw refuse(`${target} is a file; a TensorFlow.js model is a folder. Choose another --out.`);
  const other = readdirSync(target).find((name) => !isOurs(name));
  if (other === undefined) return;
  throw refuse(`The folder ${target} holds other things than an exported model (${other}), so it is not replaced. Choose another --out.`);
}

function whatIs(target: string): Stats | undefined {
  try {
    return statSync(target, { throwIfNoEntry: false });
  } catch (error) {
    throw exportFailure(error, target);
  }
}

/** @throws SmearlabError `disk-full`, `not-writable`; nothing is left half written then, and what was there before still is */
export function writeExport(target: string, exported: Exported): void {
  try {
    if (exported.kind === 'file') writeWholeFile(target, [exported.bytes]);
    else writeWholeFolder(target, exported.files);
  } catch (error) {
    throw exportFailure(error, target);
  }
}

/** As a folder beside it that takes its name once all is on the disk. */
function writeWholeFolder(target: string, files: ReadonlyMap<string, Uint8Array>): void {
  const temporary = `${target}.${process.pid}.part`;
  const earlier = `${target}.${process.pid}.earlier`;
  try {
    mkdirSync(temporary);
    for (const [name, bytes] of files) writeFlushed(join(temporary, name), [bytes]);
    flushFolder(temporary);
    const isReplaced = statSync(target, { throwIfNoEntry: false }) !== undefined;
    if (isReplaced) renameSync(target, earlier);
    try {
      renameSync(temporary, target);
    } catch (error) {
      if (isReplaced) renameSync(earlier, target);
      throw error;
    }
  } catch (error) {
    removeIfAny(temporary);
    throw error;
  }
  flushFolder(dirname(target));
  rmSync(earlier, { recursive: true, force: true });
}

function exportFailure(error: unknown, target: string): SmearlabError {
  const failure = writeFailure(error, target);
  const say = (sentence: string) => new SmearlabError(failure.kind, sentence, { file: target, cause: failure.cause });
  const code = errorCode(failure.cause);
  if (failure.kind === 'disk-full') {
    return say(`The disk is full: ${target} could not be written, and nothing of it was left. Free some space and export again.`);
  }
  if (failure.kind !== 'not-writable') return failure;
  if (code === 'ENOENT') return say(`The folder for ${target} is not there. Make it, or choose another --out.`);
  return say(`${target} cannot be written (${code}). Choose another --out, or change the permissions of its folder.`);
}
