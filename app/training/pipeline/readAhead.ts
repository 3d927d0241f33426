/** Prepares the coming items while the current one is worked on, in order, never more than `ahead` of them. */

export async function* readAhead<Item, Ready>(
  items: readonly Item[],
  prepare: (item: Item) => Promise<Ready>,
  ahead: number,
): AsyncGenerator<Ready, void, undefined> {
  const waiting: Promise<Ready>[] = [];
  let next = 0;
  const fill = () => {
    while (next < items.length && waiting.length < ahead) {
      const promise = prepare(items[next++] as Item);
      // A failure is thrown where the item is used; until then it must not count as unhandled.
      promise.catch(() => undefined);
      waiting.push(promise);
    }
  };
  fill();
  for (let current = waiting.shift(); current !== undefined; current = waiting.shift()) {
    fill();
    yield await current;
  }
}
