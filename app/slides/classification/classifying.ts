/** How it is asked what a trained network takes cells for, wherever that is computed. */
import type { FoundResult, WaitingCell } from '../../store/cells.ts';

export type ClassifyRequest = {
  /** Of the run: holds run.json and the checkpoint that the recipe keeps. */
  readonly folder: string;
  readonly cells: readonly WaitingCell[];
  /** Whether each is looked at in all eight flips and quarter turns. */
  readonly testTimeAugmentation: boolean;
};

/** Some cells as they come, in no order that must be relied on; probabilities as the network gives them, without a temperature. */
export type OnFound = (found: readonly FoundResult[]) => void;

export interface Classifier {
  /**
   * Every cell is told once, as what it was taken for or why it could not be.
   * @throws SmearlabError `stopped`; what reading the run and the engine throw. What was told until then counts
   */
  classify(request: ClassifyRequest, onFound: OnFound, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}
