/** Answers about masks. */
import { SmearlabError } from '../../contract/failure.ts';
import type { masksProcedures } from '../../contract/procedures/masks.ts';
import type { OnProgress } from '../../contract/progress.ts';
import { forgetDrawnMask, saveDrawnMask } from '../../library/drawnMasks.ts';
import type { LookedForCell } from '../../library/lookForCell.ts';
import { judgeProposals, proposeMasks } from '../../library/proposals.ts';
import { maskCoverage } from '../../store/masks.ts';
import type { UnmaskedImage } from '../../store/proposals.ts';
import type { Answers, Desk } from '../answer.ts';
import { imageWithId, placeWithId } from '../dataSets.ts';
import { nowAndThen } from '../nowAndThen.ts';

/** What every PNG file begins with. */
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

export function masksAnswers({ library, changed, tell, threads, claims }: Desk): Answers<keyof typeof masksProcedures> {
  const { store } = library;
  const standing = (id: number) => ({ mask: imageWithId(store, id).standing });
  return {
    'masks.coverage': ({ dataSet }) => maskCoverage(store, placeWithId(store, dataSet).id),
    'masks.propose': ({ dataSet, again }, { signal, onProgress }) => {
      const place = placeWithId(store, dataSet);
      const folder = library.folder.root;
      const elsewhere = {
        // One more than there are threads, so that none waits for the next image.
        atOnce: threads.count + 1,
        look: async (image: UnmaskedImage): Promise<LookedForCell> =>
          threads.run('propose', { folder, root: place.root, image }, { signal }),
      };
      const toldNow = nowAndThen(() => tell({ name: 'library', dataSet }));
      const told: OnProgress = (progress) => {
        onProgress(progress);
        toldNow();
      };
      return claims.during(place.name, 'given proposed masks', async () => {
        try {
          return await proposeMasks(library, place, { signal, onProgress: told, again, elsewhere });
        } finally {
          tell({ name: 'library', dataSet });
        }
      });
    },
    'masks.judge': ({ images, verdict }) => {
      const asked = [...new Set(images)].map((id) => imageWithId(store, id));
      judgeProposals(library, asked, verdict);
      for (const dataSet of new Set(asked.map(({ dataSetId }) => dataSetId))) changed(dataSet);
      return { images: asked.length };
    },
    'masks.save': async ({ image: id, png }) => {
      const image = imageWithId(store, id);
      const bytes = Buffer.from(png, 'base64');
      if (!bytes.subarray(0, PNG.length).equals(PNG)) throw new SmearlabError('unreadable-mask', 'The mask that was drawn is no PNG file.');
      await saveDrawnMask(library, image, bytes);
      changed(image.dataSetId);
      return standing(id);
    },
    'masks.forget': ({ image: id }) => {
      const image = imageWithId(store, id);
      forgetDrawnMask(library, image);
      changed(image.dataSetId);
      return standing(id);
    },
  };
}
