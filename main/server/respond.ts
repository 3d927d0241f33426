/** Answers requests: the page and its files, and pictures of the library. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { failureOf } from '../../app/application/failureOf.ts';
import { type Answering, answerTarget, sentenceAnswer } from '../faces/answerTarget.ts';
import { bareHeaders, sentenceHeaders } from '../faces/headers.ts';
import type { Answered } from '../faces/pictures.ts';
import { type Access, type Asked, decide } from './access.ts';
import { setCookie } from './token.ts';

export type Serving = Answering & { readonly access: Access };

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
  const { access } = serving;
  const decision = decide(askedBy(request), access);
  if (decision.kind === 'refused') return sentenceAnswer(decision.status, decision.sentence);
  if (decision.kind === 'enters') {
    const cookie = setCookie(access.port, access.token);
    return { status: 200, headers: { ...bareHeaders(), 'set-cookie': cookie }, body: ENTRY };
  }
  const { target, host } = decision;
  return answerTarget(serving, target, { connect: [`ws://${host}`], signal });
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
