/** `smearlab devices`: what networks can be trained on here, and why not on the rest. */
import { availableParallelism } from 'node:os';
import type { Command } from 'commander';
import type { DeviceState } from '../engine-process/deviceAnswer.ts';
import { allDevices } from '../engine-process/devices.ts';
import { interruptSignal } from './interrupt.ts';

export function addDevicesCommand(program: Command): void {
  program
    .command('devices')
    .description('Lists what can train on this computer: each device is tried in a process of its own, with a small network.')
    .option('--json', 'one JSON array, with what runtime and driver printed', false)
    .action(async ({ json }: { readonly json: boolean }) => {
      const states = await allDevices(availableParallelism(), interruptSignal());
      console.log(json ? JSON.stringify(states) : states.map(deviceLine).join('\n'));
    });
}

function deviceLine(state: DeviceState): string {
  const name = state.device.padEnd(10);
  if (!state.opens) return `${name} –      ${state.reason}`;
  const versions = Object.entries(state.versions).map(([what, version]) => `${what} ${version}`);
  return `${name} opens  ${[state.engine, ...versions].join(', ')}`;
}
