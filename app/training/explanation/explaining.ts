/** How it is asked where a trained network looked, wherever that is computed. */
import type { Explanation } from '../../contract/explanation.ts';

export type ExplainRequest = {
  /** Of the run: holds run.json and the checkpoint that the recipe keeps. */
  readonly folder: string;
  /** The image's file; it is looked at as it is, without a mask. */
  readonly image: string;
  /** What is to be explained; null: what the network takes the image for. */
  readonly class: string | null;
};

export interface Explainer {
  /** @throws SmearlabError; `stopped` at once when the signal is aborted */
  explain(request: ExplainRequest, signal: AbortSignal): Promise<Explanation>;
  close(): Promise<void>;
}
