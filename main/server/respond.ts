/** Answers requests: the page and its files, and pictures of the library. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Application } from '../../app/application/application.ts';
import { failureOf } from '../../app/application/failureOf.ts';
import { mediaOf } from '../../app/application/media.ts';
import { MEDIA, mediaRequest } from '../../app/contract/media.ts';
import { bareHeaders, fileHeaders, indexHeaders, sentenceHeaders } from '../faces/headers.ts';
import { newNonce, withNonce } from '../faces/nonce.ts';
import type { Pages } from '../faces/pages.ts';
import { type Answered, pictureAnswer, pictureFailure } from '../faces/pictures.ts';
import { type Access, type Asked, decide, NOTHING_THERE } from './access.ts';
import type { Target } from './target.ts';
import { setCookie } from './token.ts';

export type Serving = {
  readonly application: Application;
  readonly pages: Pages;
  readonly access: Access;
  /** Told what nobody expected, for the log. */
  readonly onFault: (error: unknown) => void;
};

/**
 * Leads on to the page itself, so that the token stays neither in the address bar nor in the history. A redirect would not do: one that
 * another site's page or a file began is followed without the cookie that it has just brought.
 */
const ENTRY = '<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0; url=/"><title>Smearlab</title>';

export async function respond(serving: Serving, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    const { status, headers, body } = await answerTo(serving, request, gone.signal);
    if (gone.signal.aborted) return;
    response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
    response.end(request.method === 'HEAD' ? undefined : body);
  } catch (error) {
    serving.onFault(error);
    if (response.headersSent) response.destroy();
    else response.writeHead(500, sentenceHeaders()).end(failureOf(error).sentence);
  }
}

async function answerTo(serving: Serving, request: IncomingMessage, signal: AbortSignal): Promise<Answered> {
  const { access, pages } = serving;
  const decision = decide(askedBy(request), access);
  if (decision.kind === 'refused') return sentence(decision.status, decision.sentence);
  if (decision.kind === 'enters') {
    const cookie = setCookie(access.port, access.token);
    return { status: 200, headers: { ...bareHeaders(), 'set-cookie': cookie }, body: ENTRY };
  }
  const { target, host } = decision;
  if (target.path.startsWith(MEDIA)) return picture(serving, target, signal);
  if (target.path === '/') {
    const nonce = newNonce();
    return { status: 200, headers: indexHeaders({ nonce, connect: [`ws://${host}`] }), body: withNonce(pages.index, nonce) };
  }
  const file = pages.files.get(target.path);
  return file === undefined ? sentence(404, NOTHING_THERE) : { status: 200, headers: fileHeaders(file), body: file.bytes };
}

async function picture({ application, onFault }: Serving, { path, query }: Target, signal: AbortSignal): Promise<Answered> {
  const asked = mediaRequest(path, query);
  if (asked === undefined) return sentence(404, NOTHING_THERE);
  try {
    return pictureAnswer(await mediaOf(application.desk, asked, signal), asked, query);
  } catch (error) {
    const answered = pictureFailure(error);
    if (!signal.aborted && failureOf(error).kind === 'internal') onFault(error);
    return answered;
  }
}

function sentence(status: number, body: string): Answered {
  const allow = status === 405 ? { allow: 'GET, HEAD' } : {};
  return { status, headers: { ...sentenceHeaders(), ...allow }, body };
}

export function askedBy({ method, url, headers, headersDistinct }: IncomingMessage): Asked {
  const only = (name: string) => {
    const value = headers[name];
    return typeof value === 'string' ? value : undefined;
  };
  return {
    method: method ?? '',
    target: url ?? '',
    hosts: headersDistinct['host'] ?? [],
    origins: headersDistinct['origin'] ?? [],
    cookies: headersDistinct['cookie'] ?? [],
    site: only('sec-fetch-site'),
    mode: only('sec-fetch-mode'),
    destination: only('sec-fetch-dest'),
  };
}
