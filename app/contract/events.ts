/** What the application tells every face without being asked. Of one key the latest value wins: a slow face may never see the others. */
import { z } from 'zod';
import { settingsSchema } from './settings.ts';
import { workSchema } from './work.ts';

export const eventSchema = z.discriminatedUnion('name', [
  /** Long work has begun, got on or ended. */
  z.strictObject({ name: z.literal('work'), work: workSchema }),
  /** Images, labels, splits, masks or subsets of a data set are others now; null: data sets have come or gone. */
  z.strictObject({ name: z.literal('library'), dataSet: z.int().nullable() }),
  z.strictObject({ name: z.literal('settings'), settings: settingsSchema }),
  /** Runs have come or are others now: what became of them, their tags or notes. */
  z.strictObject({ name: z.literal('runs') }),
]);
export type ApplicationEvent = z.infer<typeof eventSchema>;

/** Of two events with the same key the later one says all that the earlier one said. */
export function eventKey(event: ApplicationEvent): string {
  switch (event.name) {
    case 'work':
      return `work ${event.work.id}`;
    case 'library':
      return `library ${event.dataSet ?? ''}`;
    case 'settings':
    case 'runs':
      return event.name;
  }
}
