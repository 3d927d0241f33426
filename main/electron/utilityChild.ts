/** Child processes of the engine under Electron, whose own file cannot run as Node. */
import { fileURLToPath } from 'node:url';
import { utilityProcess } from 'electron';
import { errorCode } from '../../app/contract/errorCode.ts';
import { ENTRY, engineChild, type StartChild } from '../engine-process/child.ts';
import { endOf } from './endOf.ts';

/** What it printed last may still be on its way when its end is told. */
const LAST_WORDS_MS = 200;

export const utilityChild: StartChild = (stdout) =>
  engineChild((tell) => {
    const child = utilityProcess.fork(fileURLToPath(ENTRY), [String(process.pid)], {
      stdio: ['ignore', stdout, 'pipe'],
      serviceName: 'Smearlab engine',
    });
    let isWanted = true;
    const end = () => {
      if (child.pid !== undefined) killNow(child.pid);
    };
    child.on('spawn', () => {
      if (!isWanted) end();
    });
    child.on('message', tell.onMessage);
    child.stderr?.on('data', tell.onPrinted);
    child.on('exit', (code) => {
      const told = () => tell.onEnd(endOf(code, process.platform));
      child.stderr?.once('end', told);
      setTimeout(told, LAST_WORDS_MS);
    });
    return {
      send: (message) => child.postMessage(message),
      // Its own `kill` asks with SIGTERM, which the engine does not hear.
      kill: () => {
        isWanted = false;
        end();
      },
    };
  });

function killNow(id: number): void {
  try {
    process.kill(id, 'SIGKILL');
  } catch (error) {
    // It has just ended by itself.
    if (errorCode(error) !== 'ESRCH') throw error;
  }
}
