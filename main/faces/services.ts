/** What main can do for the application. */
import { availableParallelism, homedir } from 'node:os';
import type { Services } from '../../app/application/answer.ts';
import { chooseDataFolder, type System } from '../../app/application/dataFolderPointer.ts';
import { forkedChild, type StartChild } from '../engine-process/child.ts';
import { classifierProcess } from '../engine-process/classifier.ts';
import { allDevices } from '../engine-process/devices.ts';
import { engineProcess } from '../engine-process/engineProcess.ts';
import { explainerProcess } from '../engine-process/explainer.ts';

/** This computer, as far as its folders go. */
export function thisSystem(): System {
  return { platform: process.platform, home: homedir(), environment: process.env };
}

/** What a training may spend on having images ready. */
const TRAINING = { cacheBytes: 1024 ** 3, diskCache: null, workers: 1 } as const;

/**
 * @param chooseFolder a window of the operating system, where there is one
 * @param startChild how this program starts child processes
 */
export function servicesOf(
  chooseFolder: Services['chooseFolder'],
  system: System = thisSystem(),
  startChild: StartChild = forkedChild,
): Services {
  return {
    chooseFolder,
    useDataFolder: (folder) => chooseDataFolder(folder, system),
    openExecutor: (device) => engineProcess({ ...TRAINING, device, threads: availableParallelism() }, startChild),
    // A training goes on beside it.
    openExplainer: () => explainerProcess({ threads: Math.max(1, Math.floor(availableParallelism() / 2)) }, startChild),
    openClassifier: () => classifierProcess({ threads: availableParallelism(), workers: 1 }, startChild),
    devices: async (signal) => {
      const states = await allDevices(availableParallelism(), signal, startChild);
      return states.map((state) => {
        if (!state.opens) return { device: state.device, opens: false, reason: state.reason };
        const { device, engine, versions } = state;
        return { device, opens: true, engine, versions };
      });
    },
  };
}
