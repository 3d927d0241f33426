/** How a picture that was asked for by its address is answered, on the loopback server and under app:// alike. */
import { failureOf } from '../../app/application/failureOf.ts';
import type { Media } from '../../app/application/media.ts';
import type { FailureKind } from '../../app/contract/failure.ts';
import type { MediaRequest } from '../../app/contract/media.ts';
import { type Headers, keptFileHeaders, pictureHeaders, sentenceHeaders } from './headers.ts';

export type Answered = { readonly status: number; readonly headers: Headers; readonly body: Buffer | string };

const STATUS: Partial<Record<FailureKind, number>> = { 'wrong-usage': 404, 'missing-file': 404, 'changed-file': 409 };

/** @param query the address's own: a `v` in it names the version of the picture */
export function pictureAnswer({ type, bytes, file }: Media, request: MediaRequest, query: URLSearchParams): Answered {
  if (file !== undefined) return { status: 200, headers: keptFileHeaders(type, file), body: bytes };
  const keeping = request.kind === 'thumbnail' || request.kind === 'preview' ? 'by-content' : query.has('v') ? 'by-version' : 'none';
  return { status: 200, headers: pictureHeaders(type, keeping), body: bytes };
}

/** The failure's sentence as text: 404 where there is no such picture, 409 where its file is another one now, else 500. */
export function pictureFailure(error: unknown): Answered {
  const { kind, sentence } = failureOf(error);
  return { status: STATUS[kind] ?? 500, headers: sentenceHeaders(), body: sentence };
}
