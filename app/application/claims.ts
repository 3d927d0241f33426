/**
 * Who works on which data set: work that reads its files for long and then stores what it found has it alone, or two of them would each
 * undo what the other did; checks may go on side by side. Changes of a moment by hand are always possible.
 */
import { SmearlabError } from '../contract/failure.ts';

export type Claimed = 'imported' | 'given proposed masks' | 'checked';

type Claim = { readonly as: Claimed; count: number };

export class Claims {
  readonly #claims = new Map<string, Claim>();

  /** @throws SmearlabError in-use while other work has the data set, and what `work` throws */
  async during<T>(dataSet: string, as: Claimed, work: () => Promise<T>): Promise<T> {
    const known = this.#claims.get(dataSet);
    if (known !== undefined && !(known.as === 'checked' && as === 'checked')) throw inUse(dataSet, known);
    const claim = known ?? { as, count: 0 };
    claim.count++;
    this.#claims.set(dataSet, claim);
    try {
      return await work();
    } finally {
      claim.count--;
      if (claim.count === 0) this.#claims.delete(dataSet);
    }
  }

  /** @throws SmearlabError in-use */
  assertFree(dataSet: string): void {
    const known = this.#claims.get(dataSet);
    if (known !== undefined) throw inUse(dataSet, known);
  }
}

function inUse(dataSet: string, { as }: Claim): SmearlabError {
  return new SmearlabError('in-use', `${dataSet} is being ${as} at this moment. Wait until that has ended, or stop it.`);
}
