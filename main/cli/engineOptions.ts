/** The options of every command that trains: how much of this computer the engine may use. */
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { type DeviceChoice, deviceChoiceSchema } from '../../app/contract/device.ts';
import type { EngineProcessOptions } from '../engine-process/engineProcess.ts';
import { wholeNumber } from './studyOptions.ts';

/** As commander hands them over. */
export type EngineOptions = {
  readonly device: DeviceChoice;
  readonly threads: string;
  readonly cache: string;
  readonly cacheFolder?: string;
  readonly cacheFolderSize: string;
  readonly workers: string;
};

const MEGABYTE = 1024 ** 2;

export function withEngineOptions(command: Command): Command {
  return command
    .addOption(deviceOption())
    .option('--threads <n>', 'threads of the engine; with 1 a run gives the same bits every time', String(availableParallelism()))
    .option('--workers <n>', 'threads that read and augment images ahead of the engine; their number changes no result', '1')
    .option('--cache <megabytes>', 'memory for decoded images', '1024')
    .option('--cache-folder <dir>', 'keep decoded images there as well, for the next run and for more than the memory holds')
    .option('--cache-folder-size <megabytes>', 'what the decoded images in that folder may take', '8192');
}

/** The processor where nothing is said: its numbers are the same on every day, and those of a graphics card are not the processor's to the bit. */
export function deviceOption(): Option {
  return new Option('--device <name>', 'what computes; auto measures and takes the fastest (smearlab devices lists them)')
    .choices(deviceChoiceSchema.options)
    .default('cpu');
}

/** @throws SmearlabError `wrong-usage` naming the option */
export function engineOptions({ device, threads, cache, cacheFolder, cacheFolderSize, workers }: EngineOptions): EngineProcessOptions {
  const folderBytes = wholeNumber('--cache-folder-size', cacheFolderSize, 0, 1_000_000_000) * MEGABYTE;
  return {
    device,
    threads: wholeNumber('--threads', threads, 1, 1024),
    cacheBytes: wholeNumber('--cache', cache, 0, 1_000_000) * MEGABYTE,
    diskCache: cacheFolder === undefined ? null : { folder: resolve(cacheFolder), bytes: folderBytes },
    workers: wholeNumber('--workers', workers, 0, 64),
  };
}
