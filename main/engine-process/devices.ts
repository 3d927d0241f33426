/** The devices of this computer: which open, and which is fastest at the network at hand. */
import { type Device, deviceSchema } from '../../app/contract/device.ts';
import { SmearlabError } from '../../app/contract/failure.ts';
import { type DeviceDecision, fastestDevice, type Measurement, onlyProcessor, patienceSeconds } from '../../app/engine/chooseDevice.ts';
import { type Workload, workloadKey, workloadText } from '../../app/training/timeStep.ts';
import { forkedChild, type StartChild } from './child.ts';
import { type DeviceState, deviceState, measurementOf } from './deviceAnswer.ts';
import { tryDevice } from './deviceProcess.ts';

/** For opening alone; a driver's first start can take long, but not so long. */
const OPENING_MS = 60_000;

/** For the processor, which always comes to an end. */
const PROCESSOR_MS = 600_000;

/** Tries to open a device. @throws SmearlabError `stopped` */
export async function stateOf(device: Device, threads: number, signal: AbortSignal, startChild: StartChild): Promise<DeviceState> {
  return deviceState(device, await tryDevice({ command: { type: 'open', device, threads }, patienceMs: OPENING_MS, signal }, startChild));
}

/**
 * Every device, one after the other: drivers of one card may not like each other.
 * @param startChild how this program starts child processes
 * @throws SmearlabError `stopped`
 */
export async function allDevices(
  threads: number,
  signal: AbortSignal,
  startChild: StartChild = forkedChild,
): Promise<readonly DeviceState[]> {
  const states: DeviceState[] = [];
  for (const device of deviceSchema.options) states.push(await stateOf(device, threads, signal, startChild));
  return states;
}

/** @throws SmearlabError `engine` when the device does not open, saying why; `stopped` */
export async function requireDevice(device: Device, threads: number, signal: AbortSignal): Promise<void> {
  const state = await stateOf(device, threads, signal, forkedChild);
  if (!state.opens) throw new SmearlabError('engine', state.reason, { cause: state.details });
}

/** Chooses devices for workloads and remembers what it chose. */
export class DeviceChooser {
  readonly #threads: number;
  readonly #startChild: StartChild;
  readonly #chosen = new Map<string, DeviceDecision>();
  #states: readonly DeviceState[] | undefined;

  constructor(threads: number, startChild: StartChild = forkedChild) {
    this.#threads = threads;
    this.#startChild = startChild;
  }

  /** @throws SmearlabError `stopped`, or `engine` when no device can take a step */
  async choose(workload: Workload, signal: AbortSignal): Promise<DeviceDecision> {
    const key = workloadKey(workload);
    const known = this.#chosen.get(key);
    if (known !== undefined) return known;
    const decision = await this.#measured(workload, signal);
    this.#chosen.set(key, decision);
    return decision;
  }

  async #measured(workload: Workload, signal: AbortSignal): Promise<DeviceDecision> {
    this.#states ??= await allDevices(this.#threads, signal, this.#startChild);
    const others = this.#states.filter(({ device }) => device !== 'cpu');
    const open = others.filter(({ opens }) => opens);
    if (open.length === 0) return onlyProcessor(others.map(({ device }) => device));
    const processor = await this.#measure('cpu', workload, PROCESSOR_MS, signal);
    const patience = patienceSeconds(processor.found === 'measured' ? processor.secondsPerStep : PROCESSOR_MS / 1000);
    const measurements = [processor];
    for (const { device } of open) measurements.push(await this.#measure(device, workload, patience * 1000, signal));
    return fastestDevice(measurements, workloadText(workload));
  }

  async #measure(device: Device, { recipe, classes }: Workload, patienceMs: number, signal: AbortSignal): Promise<Measurement> {
    const command = { type: 'measure', device, threads: this.#threads, recipe, classes } as const;
    return measurementOf(device, await tryDevice({ command, patienceMs, signal }, this.#startChild));
  }
}
