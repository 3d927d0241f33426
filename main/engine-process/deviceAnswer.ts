/** What became of trying a device, and what that means for a person and for `auto`. Pure. */
import { stripVTControlCharacters } from 'node:util';
import type { Device } from '../../app/contract/device.ts';
import type { Measurement } from '../../app/engine/chooseDevice.ts';
import type { EngineIdentity } from '../../app/training/execution.ts';

export type DeviceAnswer =
  | { readonly outcome: 'opened'; readonly identity: EngineIdentity }
  | { readonly outcome: 'measured'; readonly secondsPerStep: number }
  /** It said why not. */
  | { readonly outcome: 'failed'; readonly sentence: string; readonly printed: string }
  /** Its process ended by itself. */
  | { readonly outcome: 'crashed'; readonly how: string; readonly printed: string }
  /** It said nothing until it was killed. */
  | { readonly outcome: 'silent'; readonly afterSeconds: number };

/** What `smearlab devices` tells of one device. */
export type DeviceState =
  | ({ readonly device: Device; readonly opens: true } & Omit<EngineIdentity, 'device'>)
  /** `details` is what the runtime and the driver printed, for the log. */
  | { readonly device: Device; readonly opens: false; readonly reason: string; readonly details: string };

export function deviceState(device: Device, answer: DeviceAnswer): DeviceState {
  if (answer.outcome === 'opened') {
    const { engine, versions } = answer.identity;
    return { device, opens: true, engine, versions };
  }
  const details = 'printed' in answer ? stripVTControlCharacters(answer.printed).trim() : '';
  return { device, opens: false, reason: reasonOf(device, answer), details };
}

/** For `auto`. A device that says nothing is taken for slow: a driver that hangs is not told from one that computes for minutes. */
export function measurementOf(device: Device, answer: DeviceAnswer): Measurement {
  switch (answer.outcome) {
    case 'measured':
      return { device, found: 'measured', secondsPerStep: answer.secondsPerStep };
    case 'silent':
      return { device, found: 'too slow', afterSeconds: answer.afterSeconds };
    default:
      return { device, found: 'unusable', reason: reasonOf(device, answer) };
  }
}

function reasonOf(device: Device, answer: DeviceAnswer): string {
  switch (answer.outcome) {
    case 'failed':
      return answer.sentence;
    case 'crashed':
      return `The driver of ${device} crashed while it was tried (the process ended ${answer.how}): update it, or use the cpu.`;
    case 'silent':
      return `The driver of ${device} said nothing for ${Math.round(answer.afterSeconds)} seconds: update it, or use the cpu.`;
    case 'opened':
    case 'measured':
      return `${device} opens.`;
  }
}
