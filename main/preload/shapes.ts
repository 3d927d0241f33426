/** The shape of what crosses the bridge, checked on the page's side; what is in it is checked where it is used. Pure. */
import type { Request } from '../../app/contract/messages.ts';

/** A request made anew of nothing but its known fields. @throws TypeError for what is none */
export function asRequest(given: unknown): Request {
  const { type, id, procedure, input } = fieldsOf(given);
  if (typeof id === 'number' && Number.isSafeInteger(id)) {
    if (type === 'cancel') return { type, id };
    if (type === 'call' && typeof procedure === 'string' && procedure.length <= 100) return { type, id, procedure, input };
  }
  throw new TypeError('The bridge carries requests of the contract and nothing else.');
}

/** The response in a message of the main process when it is for this page; of a page before it in the same window it is not. */
export function responseFor(page: string, message: unknown): unknown {
  const { page: addressee, response } = fieldsOf(message);
  return addressee === page ? response : undefined;
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
