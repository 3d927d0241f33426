/** The pictures of one image: those that are shown are asked for, those of its neighbours too, and what is far away is let go. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { ImageDetails } from '../../../app/contract/dataSets.ts';
import type { ImageCard, MaskOrigin } from '../../../app/contract/library.ts';
import { callQuery, useCall, useClient } from '../../connection/calls.ts';
import type { Size } from '../correction/raster.ts';
import { tellsNucleus } from './levels.ts';
import { loadImage, loadMask } from './loadPictures.ts';
import { LARGE_PIXELS, picturesToDrop } from './room.ts';

export type ImageMask = ImageDetails['masks'][number];

/** The best mask of an image: the one that counts, else a proposal, also a rejected one. */
export function bestMask(masks: readonly ImageMask[]): ImageMask | undefined {
  return (['drawn', 'lab', 'proposed'] as const).map((origin) => masks.find((mask) => mask.origin === origin)).find(Boolean);
}

function imageQuery({ id, sha256 }: Pick<ImageCard, 'id' | 'sha256'>) {
  return {
    queryKey: ['pictures', 'image', id, sha256],
    queryFn: ({ signal }: { signal: AbortSignal }) => loadImage(id, sha256, signal),
  };
}

/** The key under which a mask's pixels are kept. */
export function maskKey(image: number, { origin, sha256 }: Pick<ImageMask, 'origin' | 'sha256'>, { width, height }: Size) {
  return ['pictures', 'mask', image, origin, sha256, width, height];
}

function maskQuery(image: number, mask: ImageMask, size: Size) {
  const { origin, sha256, levels } = mask;
  const asked = { image, origin, sha256, withNucleus: tellsNucleus(levels) };
  return {
    queryKey: maskKey(image, mask, size),
    queryFn: ({ signal }: { signal: AbortSignal }) => loadMask(asked, size, signal),
  };
}

/** @param origin of the mask to be shown; null: the best one */
export function usePictures(card: ImageCard | null, origin: MaskOrigin | null) {
  const id = card?.id ?? 0;
  const details = useCall('library.image', { id }, { enabled: card !== null });
  const image = useQuery({ ...imageQuery({ id, sha256: card?.sha256 ?? '' }), enabled: card !== null });
  const masks = details.data?.masks ?? [];
  const shown = masks.find((mask) => mask.origin === origin) ?? bestMask(masks);
  const size = image.data === undefined ? { width: 1, height: 1 } : { width: image.data.width, height: image.data.height };
  const query = maskQuery(id, shown ?? { origin: 'lab', proposal: null, foreground: null, levels: [], sha256: '' }, size);
  const mask = useQuery({
    ...query,
    enabled: shown !== undefined && image.data !== undefined,
    // Another mask of the same image takes the place of the one before without a gap.
    placeholderData: (before, beforeQuery) => (beforeQuery?.queryKey[2] === id ? before : undefined),
  });
  useBounded();
  return {
    details: details.data,
    image: image.data,
    /** null: the image has none; undefined: not there yet. */
    mask: details.data !== undefined && shown === undefined ? null : mask.data,
    shown,
    error: details.error ?? image.error ?? mask.error,
    retry: () => {
      for (const failed of [details, image, mask]) if (failed.isError) void failed.refetch();
    },
  };
}

/** Has the pictures of these images ready before they are asked for. */
export function usePrefetched(cards: readonly ImageCard[]): void {
  const [client, queries] = [useClient(), useQueryClient()];
  const wanted = cards.filter(({ width, height }) => width * height <= LARGE_PIXELS);
  // An image may get a mask meanwhile.
  const key = wanted.map(({ id, mask }) => `${id} ${mask}`).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same images need not be asked for again
  useEffect(() => {
    for (const card of wanted) {
      const ready = async () => {
        const query = callQuery(client, 'library.image', { id: card.id });
        const [image, kept] = await Promise.all([
          queries.fetchQuery({ ...imageQuery(card), staleTime: Number.POSITIVE_INFINITY }),
          queries.fetchQuery(query),
        ]);
        // The strip may know of a change before it was told.
        const { masks } = kept.mask === card.mask ? kept : await queries.fetchQuery({ ...query, staleTime: 0 });
        const mask = bestMask(masks);
        if (mask !== undefined) await queries.prefetchQuery(maskQuery(card.id, mask, { width: image.width, height: image.height }));
      };
      // What cannot be read is said once it is looked at.
      ready().catch(() => undefined);
    }
  }, [key]);
}

/** Pictures that nobody looks at are let go, the oldest first, where all together take up too much. */
function useBounded(): void {
  const queries = useQueryClient();
  useEffect(() => {
    const cache = queries.getQueryCache();
    const idle = cache
      .findAll({ queryKey: ['pictures'], type: 'inactive' })
      .toSorted((a, b) => b.state.dataUpdatedAt - a.state.dataUpdatedAt);
    const sizes = idle.map(({ state: { data } }) => (data instanceof ImageBitmap ? data.width * data.height : 0));
    for (const query of idle.slice(idle.length - picturesToDrop(sizes))) cache.remove(query);
  });
}
