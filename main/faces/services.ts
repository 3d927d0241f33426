/** What main can do for the application. */
import { availableParallelism } from 'node:os';
import type { Services } from '../../app/application/answer.ts';
import { forkedChild, type StartChild } from '../engine-process/child.ts';
import { allDevices } from '../engine-process/devices.ts';

/**
 * @param chooseFolder a window of the operating system, where there is one
 * @param startChild how this program starts child processes
 */
export function servicesOf(chooseFolder: Services['chooseFolder'], startChild: StartChild = forkedChild): Services {
  return {
    chooseFolder,
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
