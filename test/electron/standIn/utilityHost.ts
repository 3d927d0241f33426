/** Runs in the stand-in's child first: puts Electron's parentPort in the place of Node's channel, which Electron does not have. */
import { EventEmitter } from 'node:events';
import type { ParentPort } from 'electron';

const send = process.send?.bind(process);
const port: Pick<ParentPort, 'on' | 'postMessage'> & EventEmitter = Object.assign(new EventEmitter(), {
  postMessage: (message: unknown) => {
    if (process.connected) send?.(message);
  },
});
process.on('message', (data: unknown) => port.emit('message', { data, ports: [] }));
Object.defineProperty(process, 'parentPort', { value: port });
Object.defineProperty(process, 'send', { value: undefined });
