/** The browser face in a process of its own: `node face.ts FOLDER`, with calls that come as messages. Started by `startFace`, never by hand. */
import { fileURLToPath } from 'node:url';
import { openApplication } from '../../../app/application/application.ts';
import { servicesOf } from '../../../main/faces/services.ts';
import { startServer } from '../../../main/server/server.ts';

const [, , folder = ''] = process.argv;
const application = openApplication(folder, servicesOf(null));
const pages = fileURLToPath(new URL('../../../dist/renderer', import.meta.url));
const server = await startServer({ application, pages, port: 0 });
console.log(server.address);
process.once('SIGINT', async () => {
  await server.close();
  await application.close();
  // As long as it is connected to its parent, a process does not end.
  process.disconnect();
});

export type ToFace = { readonly id: number; readonly procedure: string; readonly input: unknown };
/** `failure` null: it was done. */
export type FromFace = { readonly id: number; readonly output: unknown; readonly failure: string | null };

process.on('message', ({ id, procedure, input }: ToFace) => {
  const tell = (answer: Omit<FromFace, 'id'>) => process.send?.({ id, ...answer });
  application.call(procedure, input, new AbortController().signal).then(
    (output) => tell({ output, failure: null }),
    (error: unknown) => tell({ output: null, failure: String(error) }),
  );
});
