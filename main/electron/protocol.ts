/** `app://smearlab/…`: the page, its files from a list, and pictures of the library. There is no other way to a file. */
import { protocol } from 'electron';
import type { Application } from '../../app/application/application.ts';
import { failureOf } from '../../app/application/failureOf.ts';
import { sentenceHeaders } from '../faces/headers.ts';
import type { Pages } from '../faces/pages.ts';
import { type Answered, answerAddress } from './addresses.ts';
import { SCHEME } from './policies.ts';

/** To be called before the program is ready: later the scheme would have no origin, and the page could load nothing. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } }]);
}

export type Serving = {
  readonly application: Application;
  readonly pages: Pages;
  /** Told what nobody expected, for the log. */
  readonly onFault: (error: unknown) => void;
};

/** When the program is ready. */
export function serveScheme(serving: Serving): void {
  protocol.handle(SCHEME, async (request) => {
    const { status, headers, body } = await answered(serving, request);
    return new Response(request.method === 'HEAD' ? null : asBody(body), { status, headers });
  });
}

async function answered(serving: Serving, request: Request): Promise<Answered> {
  try {
    return await answerAddress(serving, request);
  } catch (error) {
    serving.onFault(error);
    return { status: 500, headers: sentenceHeaders(), body: failureOf(error).sentence };
  }
}

function asBody(body: Buffer | string): Uint8Array<ArrayBuffer> | string {
  return typeof body === 'string' ? body : new Uint8Array(body);
}
