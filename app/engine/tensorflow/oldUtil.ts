/** Two functions of node:util that tfjs-node 4.22 calls: Node 23 took one away and has called the other obsolete. */
import util from 'node:util';

const OLD = {
  isArray: Array.isArray,
  isNullOrUndefined: (value: unknown): boolean => value === null || value === undefined,
};

/**
 * Puts them back where they are missing. The package looks them up in every operation, not only when it is loaded, so they must stay for as
 * long as it is used; node:util belongs to its thread, so no thread but the engine's ever sees them.
 * @returns takes away again what was put back, for when the package cannot be used
 */
export function restoreOldUtil(): () => void {
  const missing = Object.entries(OLD).filter(([name]) => !(name in util));
  Object.assign(util, Object.fromEntries(missing));
  return () => {
    for (const [name] of missing) Reflect.deleteProperty(util, name);
  };
}
