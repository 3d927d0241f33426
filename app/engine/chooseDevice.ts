/** Which device a network is trained on when a person leaves it to `auto`: the fastest of those that were measured. Pure. */
import type { Device } from '../contract/device.ts';
import { SmearlabError } from '../contract/failure.ts';

/** What was found out about a device with the network at hand. */
export type Measurement = { readonly device: Device } & (
  | { readonly found: 'measured'; readonly secondsPerStep: number }
  /** It was given up after so long: plainly slower than the processor. */
  | { readonly found: 'too slow'; readonly afterSeconds: number }
  /** It does not open, or failed while it was measured; the reason is a sentence. */
  | { readonly found: 'unusable'; readonly reason: string }
);

export type DeviceDecision = { readonly device: Device; readonly sentence: string };

/**
 * @param what the network at hand, in words: "wbc at 96 px, 32 images a step"
 * @throws SmearlabError `engine` when no device could be measured, with the reason of the first
 */
export function fastestDevice(measurements: readonly Measurement[], what: string): DeviceDecision {
  const measured = measurements
    .flatMap((one) => (one.found === 'measured' ? [one] : []))
    .toSorted((a, b) => a.secondsPerStep - b.secondsPerStep);
  const [fastest, ...others] = measured;
  if (fastest === undefined) throw noDevice(measurements);
  const slower = others.map(({ device, secondsPerStep }) => `${duration(secondsPerStep)} on ${device}`);
  const givenUp = measurements.flatMap((one) =>
    one.found === 'too slow' ? [`more than ${duration(one.afterSeconds)} on ${one.device}, where it was given up`] : [],
  );
  const compared = [...slower, ...givenUp];
  const step = `a step of ${what} takes ${duration(fastest.secondsPerStep)}`;
  const sentence =
    compared.length === 0 ? `auto takes ${fastest.device}: ${step}` : `auto takes ${fastest.device}: ${step} there, ${compared.join(', ')}`;
  return { device: fastest.device, sentence: `${sentence}.` };
}

/** @param unusable the reasons of the other devices */
export function onlyProcessor(unusable: readonly Device[]): DeviceDecision {
  const others =
    unusable.length === 0 ? '' : ` (smearlab devices says why ${unusable.join(', ')} ${unusable.length === 1 ? 'does' : 'do'} not)`;
  return { device: 'cpu', sentence: `auto takes cpu: nothing else opens on this computer${others}.` };
}

function noDevice(measurements: readonly Measurement[]): SmearlabError {
  const reason = measurements.flatMap((one) => (one.found === 'unusable' ? [one.reason] : [])).at(0);
  return new SmearlabError('engine', reason ?? 'No device of this computer could take a step of the network. Use --device cpu.');
}

/** How long a device may take for opening, compiling and its steps before it is given up, from what the processor takes for one. */
export function patienceSeconds(processorSecondsPerStep: number): number {
  return OPENING_SECONDS + 5 * processorSecondsPerStep;
}

/** Drivers compile a network's programs in its first step; the slowest seen take seconds. */
const OPENING_SECONDS = 30;

/** Two digits: "0.12 s", "35 ms". */
function duration(seconds: number): string {
  const [value, unit] = seconds < 0.1 ? [seconds * 1000, 'ms'] : [seconds, 's'];
  return `${value < 10 ? value.toPrecision(2) : Math.round(value)} ${unit}`;
}
