/** The browser face in a process of its own: `node face.ts FOLDER`. Started by `startFace`, never by hand. */
import { fileURLToPath } from 'node:url';
import { openApplication } from '../../../app/application/application.ts';
import { servicesOf } from '../../../main/faces/services.ts';
import { startServer } from '../../../main/server/server.ts';

const [, , folder = ''] = process.argv;
const application = openApplication(folder, servicesOf(null));
const pages = fileURLToPath(new URL('../../../dist/renderer', import.meta.url));
const server = await startServer({ application, pages, port: 0 });
console.log(server.address);
process.once('SIGINT', () => void server.close().then(application.close));
