/** What is answered to an address under app://; nothing in here knows of Electron. */
import { failureOf } from '../../app/application/failureOf.ts';
import { mediaOf } from '../../app/application/media.ts';
import { MEDIA, mediaRequest } from '../../app/contract/media.ts';
import { fileHeaders, indexHeaders, sentenceHeaders } from '../faces/headers.ts';
import { newNonce, withNonce } from '../faces/nonce.ts';
import { type Answered, pictureAnswer, pictureFailure } from '../faces/pictures.ts';
import { type Target, targetOf } from '../server/target.ts';
import { ORIGIN } from './policies.ts';
import type { Serving } from './protocol.ts';

export type { Answered } from '../faces/pictures.ts';

export type AskedAddress = { readonly method: string; readonly url: string; readonly signal: AbortSignal };

export async function answerAddress(serving: Serving, { method, url, signal }: AskedAddress): Promise<Answered> {
  if (method !== 'GET' && method !== 'HEAD') return sentence(405, 'Smearlab can only be asked with GET and HEAD.');
  const target = url.startsWith(`${ORIGIN}/`) ? targetOf(url.slice(ORIGIN.length)) : undefined;
  if (target === undefined) return NOTHING_THERE;
  if (target.path.startsWith(MEDIA)) return picture(serving, target, signal);
  if (target.path === '/') {
    const nonce = newNonce();
    return { status: 200, headers: indexHeaders({ nonce, connect: [] }), body: withNonce(serving.pages.index, nonce) };
  }
  const file = serving.pages.files.get(target.path);
  return file === undefined ? NOTHING_THERE : { status: 200, headers: fileHeaders(file), body: file.bytes };
}

async function picture({ application, onFault }: Serving, { path, query }: Target, signal: AbortSignal): Promise<Answered> {
  const asked = mediaRequest(path, query);
  if (asked === undefined) return NOTHING_THERE;
  try {
    return pictureAnswer(await mediaOf(application.desk, asked, signal), asked, query);
  } catch (error) {
    if (!signal.aborted && failureOf(error).kind === 'internal') onFault(error);
    return pictureFailure(error);
  }
}

const NOTHING_THERE = sentence(404, 'There is nothing at this address.');

function sentence(status: number, body: string): Answered {
  return { status, headers: sentenceHeaders(), body };
}
