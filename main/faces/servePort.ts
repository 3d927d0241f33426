/** Carries the contract over one connection, whatever it is made of: requests in, answers and events out. */
import { z } from 'zod';
import type { Application } from '../../app/application/application.ts';
import { failureOf } from '../../app/application/failureOf.ts';
import { type ApplicationEvent, eventKey } from '../../app/contract/events.ts';
import { SmearlabError } from '../../app/contract/failure.ts';
import { type Request, type Response, requestSchema } from '../../app/contract/messages.ts';
import { Session } from '../../app/users/session.ts';

/** One connection to one face. Messages are plain values. */
export type FacePort = {
  post(message: Response): void;
  onMessage(listener: (message: unknown) => void): void;
  onClose(listener: () => void): void;
};

/** Events are held back so long, so that of many of one key only the latest crosses. */
const EVENT_MS = 50;
const withIdSchema = z.object({ id: z.int() });

/** Calls that may wait for their answers at once; a face that asks more is told so. */
const MOST_CALLS = 256;

/** @param onFault told what nobody expected, for the log: the face is given its sentence */
export function servePort(application: Application, port: FacePort, onFault: (error: unknown) => void): void {
  const calls = new Map<number, AbortController>();
  // Who signs in does so here alone; with the connection it ends.
  const session = new Session();
  const events = new Map<string, ApplicationEvent>();
  let timer: NodeJS.Timeout | undefined;
  let isOpen = true;
  // Answers may come when the face is gone, and a port that has ended may throw at whoever posts.
  const post = (message: Response) => {
    if (isOpen) port.post(message);
  };
  const unsubscribe = application.subscribe((event) => {
    events.set(eventKey(event), event);
    timer ??= setTimeout(() => {
      timer = undefined;
      const due = [...events.values()];
      events.clear();
      for (const of of due) post({ type: 'event', event: of });
    }, EVENT_MS);
  });
  port.onClose(() => {
    isOpen = false;
    clearTimeout(timer);
    unsubscribe();
    for (const call of calls.values()) call.abort();
  });
  port.onMessage((message) => {
    const request = requestSchema.safeParse(message);
    if (!request.success) refuse(message);
    else if (request.data.type === 'cancel') calls.get(request.data.id)?.abort();
    else void answer(request.data);
  });

  function refuse(message: unknown): void {
    const asked = withIdSchema.safeParse(message);
    // Without an id there is nobody to answer.
    if (!asked.success) return;
    const failure = failureOf(new SmearlabError('wrong-usage', 'What was asked cannot be understood. Load the page again.'));
    post({ type: 'failure', id: asked.data.id, failure });
  }

  async function answer({ id, procedure, input }: Extract<Request, { type: 'call' }>): Promise<void> {
    const abort = new AbortController();
    try {
      if (calls.size >= MOST_CALLS) throw new SmearlabError('wrong-usage', 'Too much is asked at once. Wait for the answers.');
      calls.set(id, abort);
      const output = await application.call(procedure, input, abort.signal, session);
      post({ type: 'result', id, output });
    } catch (error) {
      const failure = failureOf(error);
      if (failure.kind === 'internal' && !abort.signal.aborted) onFault(error);
      post({ type: 'failure', id, failure });
    } finally {
      if (calls.get(id) === abort) calls.delete(id);
    }
  }
}
