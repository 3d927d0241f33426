/** An application whose answers come when a test lets them: each was read when it was asked for. */
import type { ApplicationEvent } from '../../app/contract/events.ts';
import type { Request, Response } from '../../app/contract/messages.ts';
import { Client } from './client.ts';

/** @param read what is answered, as it is at this moment */
export function slowApplication(read: (procedure: string) => unknown) {
  let respond: (response: Response) => void = () => undefined;
  const open = new Map<number, { readonly procedure: string; readonly output: unknown }>();
  const asked: string[] = [];
  const client = new Client({
    send: (request: Request) => {
      if (request.type === 'cancel') open.delete(request.id);
      else {
        asked.push(request.procedure);
        open.set(request.id, { procedure: request.procedure, output: structuredClone(read(request.procedure)) });
      }
    },
    onResponse: (listener) => {
      respond = listener;
    },
    onState: (listener) => listener('open'),
  });
  return {
    client,
    /** Procedures in the order they were called. */
    asked,
    tell: (event: ApplicationEvent) => respond({ type: 'event', event }),
    /** Lets the oldest answer that waits come. @returns whether one waited */
    answer: async (): Promise<boolean> => {
      const [first] = open;
      if (first === undefined) return false;
      open.delete(first[0]);
      respond({ type: 'result', id: first[0], output: first[1].output });
      await new Promise((resolve) => setTimeout(resolve));
      return true;
    },
  };
}
