/** Which slides are classified at this moment: one slide by one piece of work, whatever faces ask. */
import { SmearlabError } from '../../contract/failure.ts';

export class RunningSlides {
  readonly #running = new Set<number>();

  has(slide: number): boolean {
    return this.#running.has(slide);
  }

  /** @throws SmearlabError in-use while it is classified, and what `work` throws */
  async during<T>(slide: number, work: () => Promise<T>): Promise<T> {
    this.assertFree(slide);
    this.#running.add(slide);
    try {
      return await work();
    } finally {
      this.#running.delete(slide);
    }
  }

  /** @throws SmearlabError in-use */
  assertFree(slide: number): void {
    if (!this.#running.has(slide)) return;
    throw new SmearlabError('in-use', 'This slide is being classified at this moment. Wait until that has ended, or stop it.');
  }
}
