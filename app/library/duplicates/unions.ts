/** Things that belong together because a chain of pairs joins them (disjoint sets: Tarjan 1975). */
export class Unions {
  readonly #parents: Uint32Array;

  constructor(count: number) {
    this.#parents = Uint32Array.from({ length: count }, (_, index) => index);
  }

  /** The number that stands for the set of `item`. */
  find(item: number): number {
    let root = item;
    for (let parent = this.#parents[root] ?? root; parent !== root; parent = this.#parents[root] ?? root) {
      this.#parents[root] = this.#parents[parent] ?? parent;
      root = parent;
    }
    return root;
  }

  join(a: number, b: number): void {
    const [first, second] = [this.find(a), this.find(b)];
    this.#parents[Math.max(first, second)] = Math.min(first, second);
  }

  /** The sets of more than one, each in ascending order, in order of their first. */
  sets(): number[][] {
    const all = Map.groupBy(this.#parents.keys(), (item) => this.find(item));
    return [...all.values()].filter((set) => set.length > 1);
  }
}
