/** Addresses of pictures: the same path on the loopback server and under app://. Only pictures of imported data sets and opened slides have one, and what was made of them. */
import { z } from 'zod';
import { type MaskOrigin, maskOriginSchema } from './library.ts';
import { sha256Schema } from './words.ts';

/** The longest side in pixels that a picture may be asked at. */
export const MOST_SIDE = 4096;

export type MediaRequest =
  | { readonly kind: 'thumbnail'; readonly sha256: string }
  /** The whole picture in colours a browser can show; `side`: its longer side at most, null as it is. */
  | { readonly kind: 'image'; readonly image: number; readonly side: number | null }
  /** The same of a cell of a slide. Its thumbnail is asked for by its `sha256`. */
  | { readonly kind: 'cell'; readonly cell: number; readonly side: number | null }
  /**
   * Grey: 0 background, 255 cell; with `levels` as its file has it, the brightest level as 255, so that a nucleus is told from
   * cytoplasm. `origin` null: the mask that counts.
   */
  | { readonly kind: 'mask'; readonly image: number; readonly origin: MaskOrigin | null; readonly levels?: boolean }
  /** What an autoencoder made of an image: the one at this place of the epoch's `reconstructed`. */
  | { readonly kind: 'reconstruction'; readonly run: number; readonly epoch: number; readonly at: number }
  /** A picture of an augmentation's preview; it is there for some time only. */
  | { readonly kind: 'preview'; readonly sha256: string };

export const MEDIA = '/media/';

/** @param version changes when the picture does, such as a mask's state, so that no older one is shown from a cache */
export function mediaAddress(request: MediaRequest, version = ''): string {
  const query = new URLSearchParams();
  if ((request.kind === 'image' || request.kind === 'cell') && request.side !== null) query.set('side', String(request.side));
  if (request.kind === 'mask' && request.origin !== null) query.set('origin', request.origin);
  if (request.kind === 'mask' && request.levels === true) query.set('levels', '1');
  if (request.kind === 'reconstruction') {
    query.set('epoch', String(request.epoch));
    query.set('at', String(request.at));
  }
  if (version !== '') query.set('v', version);
  const text = query.toString();
  const name = nameOf(request);
  return `${MEDIA}${request.kind}/${name}${text === '' ? '' : `?${text}`}`;
}

function nameOf(request: MediaRequest): string {
  if (request.kind === 'thumbnail' || request.kind === 'preview') return request.sha256;
  if (request.kind === 'cell') return String(request.cell);
  return String(request.kind === 'reconstruction' ? request.run : request.image);
}

const idText = z
  .string()
  .regex(/^[1-9]\d{0,14}$/)
  .transform(Number);
const sideText = z
  .string()
  .regex(/^[1-9]\d{0,4}$/)
  .transform(Number)
  .pipe(z.int().max(MOST_SIDE));

const countText = z
  .string()
  .regex(/^(?:0|[1-9]\d{0,6})$/)
  .transform(Number);

/** What an address asks for; undefined for one that is none of ours. Anything in it but ids, hashes and sizes is refused. */
export function mediaRequest(path: string, query: URLSearchParams): MediaRequest | undefined {
  const [, kind = '', name = ''] = /^\/media\/([a-z]+)\/([0-9a-f]+)$/.exec(path) ?? [];
  const side = query.get('side') === null ? { success: true as const, data: null } : sideText.safeParse(query.get('side'));
  const origin = query.get('origin') === null ? { success: true as const, data: null } : maskOriginSchema.safeParse(query.get('origin'));
  if (!side.success || !origin.success) return undefined;
  if (kind === 'thumbnail' || kind === 'preview') return sha256Schema.safeParse(name).success ? { kind, sha256: name } : undefined;
  const image = idText.safeParse(name);
  if (!image.success) return undefined;
  if (kind === 'reconstruction') return reconstruction(image.data, query);
  if (kind === 'image') return { kind, image: image.data, side: side.data };
  if (kind === 'cell') return { kind, cell: image.data, side: side.data };
  if (kind === 'mask') return { kind, image: image.data, origin: origin.data, levels: query.get('levels') === '1' };
  return undefined;
}

function reconstruction(run: number, query: URLSearchParams): MediaRequest | undefined {
  const [epoch, at] = [countText.safeParse(query.get('epoch')), countText.safeParse(query.get('at'))];
  return epoch.success && at.success ? { kind: 'reconstruction', run, epoch: epoch.data, at: at.data } : undefined;
}
