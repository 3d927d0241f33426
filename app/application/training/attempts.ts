/** Carries an order out, and takes it up again where its process was lost. */
import { asFailure } from '../../contract/failure.ts';
import { carryOutOrder, type OrderRequest } from '../../study/orders/carryOutOrder.ts';
import type { StudyListener } from '../../study/study.ts';
import { triesAgain } from './queueStates.ts';

/**
 * @param again told why an attempt ended that is followed by another one
 * @throws SmearlabError as `carryOutOrder`, of the last attempt
 */
export async function carryOutAttempts(request: OrderRequest, listener: StudyListener, again: (failure: unknown) => void): Promise<void> {
  let inVain = 0;
  let studyId = request.studyId;
  const onStudy = (id: number) => {
    studyId = id;
    request.onStudy(id);
  };
  for (;;) {
    let epochs = 0;
    const { watch } = listener;
    const counting: StudyListener = {
      ...listener,
      ...(watch && {
        watch: {
          ...watch,
          onEpoch: (run, epoch) => {
            epochs++;
            watch.onEpoch(run, epoch);
          },
        },
      }),
    };
    try {
      await carryOutOrder({ ...request, studyId, onStudy }, counting);
      return;
    } catch (error) {
      inVain = epochs > 0 ? 0 : inVain + 1;
      if (request.signal.aborted || !triesAgain(asFailure(error).kind, inVain)) throw error;
      again(error);
    }
  }
}
