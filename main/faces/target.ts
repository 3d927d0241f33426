/** The address in a request's first line, taken literally: nothing is decoded or straightened out. Pure. */

/** Longer than any of ours. */
export const MOST_TARGET = 2048;

/** What is said of any other. */
export const NOTHING_THERE = 'There is nothing at this address.';

export type Target = { readonly path: string; readonly query: URLSearchParams };

/** Only what our own addresses are made of: no percent-encoding, no backslash, no empty or dotted folder, no other host. */
const OURS = /^(?<path>\/|(?:\/[A-Za-z0-9_-][\w.-]*)+)(?:\?(?<query>[\w.~%+=&-]*))?$/;

/** @returns undefined for one that cannot be an address of ours */
export function targetOf(text: string): Target | undefined {
  if (text.length > MOST_TARGET) return undefined;
  const parts = OURS.exec(text)?.groups;
  if (parts === undefined) return undefined;
  return { path: parts['path'] ?? '/', query: new URLSearchParams(parts['query'] ?? '') };
}
