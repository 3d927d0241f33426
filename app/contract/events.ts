/** What the application tells every face without being asked. Of one key the latest value wins: a slow face may never see the others. */
import { z } from 'zod';
import { settingsSchema } from './settings.ts';
import { epochReportSchema, trainingLiveSchema } from './training.ts';
import { workSchema } from './work.ts';

export const eventSchema = z.discriminatedUnion('name', [
  /** Long work has begun, got on or ended. */
  z.strictObject({ name: z.literal('work'), work: workSchema }),
  /** Images, labels, splits, masks or subsets of a data set are others now; null: data sets have come or gone. */
  z.strictObject({ name: z.literal('library'), dataSet: z.int().nullable() }),
  z.strictObject({ name: z.literal('settings'), settings: settingsSchema }),
  /** The training queue is another one now: ask for it anew. Also told when it has come to its end. */
  z.strictObject({ name: z.literal('queue') }),
  /** How far the run that is being trained is. */
  z.strictObject({ name: z.literal('training'), live: trainingLiveSchema }),
  /** A run has finished an epoch. After a resume the earlier ones are not told again. */
  z.strictObject({ name: z.literal('epoch'), run: z.int(), epoch: epochReportSchema }),
  z.strictObject({ name: z.literal('recipes') }),
  /** Runs have come or are others now: what became of them, their tags or notes. */
  z.strictObject({ name: z.literal('runs') }),
  /** A slide, or what is said of its cells, is another one now; null: slides have come or gone. Told now and then while it is classified. */
  z.strictObject({ name: z.literal('slide'), slide: z.int().nullable() }),
  /** What a model's probabilities mean was fitted anew. */
  z.strictObject({ name: z.literal('calibration'), run: z.int() }),
  /** Users are others now, or who is signed in somewhere. */
  z.strictObject({ name: z.literal('users') }),
]);
export type ApplicationEvent = z.infer<typeof eventSchema>;

/** Of two events with the same key the later one says all that the earlier one said. */
export function eventKey(event: ApplicationEvent): string {
  switch (event.name) {
    case 'work':
      return `work ${event.work.id}`;
    case 'library':
      return `library ${event.dataSet ?? ''}`;
    case 'training':
      return `training ${event.live.entry}`;
    case 'epoch':
      return `epoch ${event.run} ${event.epoch.metrics.epoch}`;
    case 'slide':
      return `slide ${event.slide ?? ''}`;
    case 'calibration':
      return `calibration ${event.run}`;
    case 'settings':
    case 'queue':
    case 'recipes':
    case 'runs':
    case 'users':
      return event.name;
  }
}
