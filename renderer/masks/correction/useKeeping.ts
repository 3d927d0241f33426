/** Saves a corrected mask, and keeps its pixels at hand, so that it stays on the screen while everything else is asked for anew. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { callQuery, useClient } from '../../connection/calls.ts';
import { levelsOf, type MaskPixels } from '../pictures/levels.ts';
import { pngOf } from '../pictures/loadPictures.ts';
import { maskKey } from '../pictures/usePictures.ts';
import type { Correction } from './Correction.ts';

/** Answers with the number of the state that was saved. */
export function useKeeping() {
  const [client, queries] = [useClient(), useQueryClient()];
  return useMutation<number, Error, { readonly image: number; readonly correction: Correction }>({
    mutationFn: async ({ image, correction }) => {
      const { number, size } = correction;
      const kept: MaskPixels = { size, cell: correction.mask.slice(), nucleus: correction.nucleus() };
      await client.call('masks.save', { image, png: await pngOf(levelsOf(kept), size) });
      const { masks } = await queries.fetchQuery({ ...callQuery(client, 'library.image', { id: image }), staleTime: 0 });
      const drawn = masks.find(({ origin }) => origin === 'drawn');
      if (drawn !== undefined) queries.setQueryData<MaskPixels>(maskKey(image, drawn, size), kept);
      return number;
    },
  });
}
