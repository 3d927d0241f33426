/** The options of every command that trains: how much of this computer the engine may use. */
import { availableParallelism } from 'node:os';
import type { Command } from 'commander';
import type { EngineProcessOptions } from '../engine-process/engineProcess.ts';
import { wholeNumber } from './studyOptions.ts';

/** As commander hands them over. */
export type EngineOptions = { readonly threads: string; readonly cache: string };

const MEGABYTE = 1024 ** 2;

export function withEngineOptions(command: Command): Command {
  return command
    .option('--threads <n>', 'threads of the engine; with 1 a run gives the same bits every time', String(availableParallelism()))
    .option('--cache <megabytes>', 'memory for decoded images', '1024');
}

/** @throws SmearlabError `wrong-usage` naming the option */
export function engineOptions({ threads, cache }: EngineOptions): EngineProcessOptions {
  return {
    threads: wholeNumber('--threads', threads, 1, 1024),
    cacheBytes: wholeNumber('--cache', cache, 0, 1_000_000) * MEGABYTE,
  };
}
