/** One piece of long work that goes on, in the words and numbers that a screen shows of it, with a way to stop it. */
import { useTranslation } from 'react-i18next';
import { useOrder } from '../../connection/calls.ts';
import { useWorkWords } from './useWorkWords.ts';
import { type GoingOn, shareOf } from './words.ts';

export function useGoingOn({ id, procedure, state: { kind, progress } }: GoingOn) {
  const { t } = useTranslation();
  const { nameOf, farOf } = useWorkWords();
  const stop = useOrder('work.stop');
  const share = shareOf(progress);
  return {
    name: nameOf(procedure),
    /** In the application's own words, where it has told some. */
    task: progress?.task,
    /** null before anything is told. */
    far: progress === null ? null : farOf(progress),
    bar: { variant: share === null ? ('indeterminate' as const) : ('determinate' as const), value: share ?? 0 },
    isStopping: kind === 'stopping',
    stopWords: kind === 'stopping' ? t('frame.stopping') : t('frame.stop'),
    stop: () => stop.mutate({ id }),
  };
}
