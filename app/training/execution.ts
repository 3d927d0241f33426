/** How the study asks for a run to be executed, wherever that happens: here, in a child process, later on another machine. */
import type { OnEpoch, TrainingOutcome, TrainingProgress } from './training.ts';

export type ExecutionRequest = {
  /** The folder that holds run.json; checkpoints go there. */
  readonly folder: string;
  readonly dataRoot: string;
  /** Where masks that were drawn or accepted lie; only runs that have such need it. */
  readonly dataFolder?: string | undefined;
  readonly resume: boolean;
  readonly signal: AbortSignal;
};

/** Which engine took the run, for its record. */
export type EngineIdentity = { readonly engine: string; readonly device: string; readonly versions: Readonly<Record<string, string>> };

export type ExecutionListener = {
  /** A sentence that the person should see, such as on which device the run is executed and why. */
  readonly onNotice: (sentence: string) => void;
  readonly onStarted: (identity: EngineIdentity) => void;
  readonly onProgress: (progress: TrainingProgress) => void;
  readonly onEpoch: OnEpoch;
};

export interface RunExecutor {
  /** @throws SmearlabError; `stopped` within two seconds of the signal */
  execute(request: ExecutionRequest, listener: ExecutionListener): Promise<TrainingOutcome>;
  close(): Promise<void>;
}
