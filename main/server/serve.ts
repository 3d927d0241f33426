/** Starts the browser face: `node main/start.mjs main/server/serve.ts [data folder] [port]`. */
import { join, resolve } from 'node:path';
import { openApplication } from '../../app/application/application.ts';
import { servicesOf } from '../faces/services.ts';
import { startServer } from './server.ts';

const [, , folder = 'smearlab-library', port = '0'] = process.argv;
const application = openApplication(resolve(folder), servicesOf(null));
const server = await startServer({ application, pages: resolve(join(import.meta.dirname, '../../dist/renderer')), port: Number(port) });
console.log(server.address);
const end = () => void server.close().then(application.close);
process.once('SIGINT', end);
process.once('SIGTERM', end);
