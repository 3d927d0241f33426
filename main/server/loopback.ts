/** The only address that is listened at: this computer's own, which no other computer reaches. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { errorCode, SmearlabError } from '../../app/contract/failure.ts';

const LOOPBACK = '127.0.0.1';

/** Whether what a server listens at is that address; a name, or an address of all interfaces, is not. Pure. */
export function isLoopback(address: AddressInfo | string | null): address is AddressInfo {
  return typeof address === 'object' && address !== null && address.family === 'IPv4' && address.address === LOOPBACK;
}

/**
 * @param port 0: any that is free
 * @returns the port
 * @throws SmearlabError in-use, wrong-usage
 */
export async function listenOnLoopback(server: Server, port: number): Promise<number> {
  try {
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen({ host: LOOPBACK, port, exclusive: true }, resolve));
  } catch (error) {
    throw listenFailure(error, port);
  }
  const address = server.address();
  if (isLoopback(address)) return address.port;
  server.close();
  throw new SmearlabError('internal', 'Smearlab was about to be reachable from outside this computer, and did not start.');
}

function listenFailure(error: unknown, port: number): SmearlabError {
  const code = errorCode(error);
  if (code === 'EADDRINUSE') {
    return new SmearlabError('in-use', `Port ${port} is used by another program. Choose another with --port, or leave it out.`, {
      cause: error,
    });
  }
  const why = code ?? (error instanceof Error ? error.message : String(error));
  return new SmearlabError('wrong-usage', `Port ${port} cannot be used (${why}). Choose one over 1023 with --port.`, { cause: error });
}
