/** What is answered to an address of ours, the same on the loopback server and under app://: the page, its files, pictures of the library. */
import type { Application } from '../../app/application/application.ts';
import { failureOf } from '../../app/application/failureOf.ts';
import { mediaOf } from '../../app/application/media.ts';
import { MEDIA, mediaRequest } from '../../app/contract/media.ts';
import { fileHeaders, indexHeaders, sentenceHeaders } from './headers.ts';
import { newNonce, withNonce } from './nonce.ts';
import type { Pages } from './pages.ts';
import { type Answered, pictureAnswer, pictureFailure } from './pictures.ts';
import { NOTHING_THERE, type Target } from './target.ts';

export type Answering = {
  readonly application: Application;
  readonly pages: Pages;
  /** Told what nobody expected, for the log. */
  readonly onFault: (error: unknown) => void;
};

export type Asking = {
  /** Where the page may connect to besides its own address. */
  readonly connect: readonly string[];
  /** Aborts when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
};

export async function answerTarget(answering: Answering, target: Target, { connect, signal }: Asking): Promise<Answered> {
  const { pages } = answering;
  if (target.path.startsWith(MEDIA)) return picture(answering, target, signal);
  if (target.path === '/') {
    const nonce = newNonce();
    return { status: 200, headers: indexHeaders({ nonce, connect }), body: withNonce(pages.index, nonce) };
  }
  const file = pages.files.get(target.path);
  return file === undefined ? nothingThere() : { status: 200, headers: fileHeaders(file), body: file.bytes };
}

async function picture({ application, onFault }: Answering, { path, query }: Target, signal: AbortSignal): Promise<Answered> {
  const asked = mediaRequest(path, query);
  if (asked === undefined) return nothingThere();
  try {
    return pictureAnswer(await mediaOf(application.desk, asked, signal), asked, query);
  } catch (error) {
    const answered = pictureFailure(error);
    if (!signal.aborted && failureOf(error).kind === 'internal') onFault(error);
    return answered;
  }
}

export function nothingThere(): Answered {
  return sentenceAnswer(404, NOTHING_THERE);
}

export function sentenceAnswer(status: number, sentence: string): Answered {
  const allow = status === 405 ? { allow: 'GET, HEAD' } : {};
  return { status, headers: { ...sentenceHeaders(), ...allow }, body: sentence };
}
