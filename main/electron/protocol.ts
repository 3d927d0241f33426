/** `app://smearlab/…`: the page, its files from a list, and pictures of the library. There is no other way to a file. */
import { protocol } from 'electron';
import { type Answering, answerTarget, nothingThere, sentenceAnswer } from '../faces/answerTarget.ts';
import type { Answered } from '../faces/pictures.ts';
import { targetOf } from '../faces/target.ts';
import { ORIGIN, SCHEME } from './policies.ts';

/** To be called before the program is ready: later the scheme would have no origin, and the page could load nothing. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } }]);
}

/** When the program is ready. */
export function serveScheme(answering: Answering): void {
  protocol.handle(SCHEME, async (request) => {
    const { status, headers, body } = await answerAddress(answering, request);
    return new Response(request.method === 'HEAD' ? null : asBody(body), { status, headers });
  });
}

export type AskedAddress = { readonly method: string; readonly url: string; readonly signal: AbortSignal };

/** The address is taken literally: there is one way to write it. */
export async function answerAddress(answering: Answering, { method, url, signal }: AskedAddress): Promise<Answered> {
  if (method !== 'GET' && method !== 'HEAD') return sentenceAnswer(405, 'Smearlab can only be asked with GET and HEAD.');
  const target = url.startsWith(`${ORIGIN}/`) ? targetOf(url.slice(ORIGIN.length)) : undefined;
  return target === undefined ? nothingThere() : answerTarget(answering, target, { connect: [], signal });
}

function asBody(body: Buffer | string): Uint8Array<ArrayBuffer> | string {
  return typeof body === 'string' ? body : new Uint8Array(body);
}
