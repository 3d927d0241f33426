/** The options of every command that trains: how much of this computer the engine may use. */
import { availableParallelism } from 'node:os';
import { type Command, Option } from 'commander';
import { type DeviceChoice, deviceChoiceSchema } from '../../app/contract/device.ts';
import type { EngineProcessOptions } from '../engine-process/engineProcess.ts';
import { wholeNumber } from './studyOptions.ts';

/** As commander hands them over. */
export type EngineOptions = { readonly device: DeviceChoice; readonly threads: string; readonly cache: string };

const MEGABYTE = 1024 ** 2;

export function withEngineOptions(command: Command): Command {
  return command
    .addOption(deviceOption())
    .option('--threads <n>', 'threads of the engine; with 1 a run gives the same bits every time', String(availableParallelism()))
    .option('--cache <megabytes>', 'memory for decoded images', '1024');
}

/** The processor where nothing is said: its numbers are the same on every day, and those of a graphics card are not the processor's to the bit. */
export function deviceOption(): Option {
  return new Option('--device <name>', 'what computes; auto measures and takes the fastest (smearlab devices lists them)')
    .choices(deviceChoiceSchema.options)
    .default('cpu');
}

/** @throws SmearlabError `wrong-usage` naming the option */
export function engineOptions({ device, threads, cache }: EngineOptions): EngineProcessOptions {
  return {
    device,
    threads: wholeNumber('--threads', threads, 1, 1024),
    cacheBytes: wholeNumber('--cache', cache, 0, 1_000_000) * MEGABYTE,
  };
}
