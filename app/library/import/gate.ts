/** Lets work that needs much memory through one at a time. */

export type Gate = {
  /** Does `work` once all work that came before is done. */
  alone<T>(work: () => Promise<T>): Promise<T>;
};

export function gate(): Gate {
  let last: Promise<unknown> = Promise.resolve();
  return {
    alone: (work) => {
      // What became of the work before is for who asked for it.
      const mine = last.then(work, work);
      last = mine.catch(() => undefined);
      return mine;
    },
  };
}
