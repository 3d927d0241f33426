/** What answers a procedure of the contract. */

import type { Trail } from '../audit/trail.ts';
import type { InputOf, OutputOf, ProcedureName } from '../contract/contract.ts';
import type { DeviceChoice } from '../contract/device.ts';
import type { ApplicationEvent } from '../contract/events.ts';
import type { OnProgress } from '../contract/progress.ts';
import type { DeviceFacts } from '../contract/settings.ts';
import type { Library } from '../library/library.ts';
import type { Classifier } from '../slides/classification/classifying.ts';
import type { RunExecutor } from '../training/execution.ts';
import type { Explainer } from '../training/explanation/explaining.ts';
import type { Session } from '../users/session.ts';
import type { Users } from '../users/users.ts';
import type { Claims } from './claims.ts';
import type { SettingsFile } from './settingsFile.ts';
import type { Threads } from './threads/threads.ts';
import type { Previews } from './training/previews.ts';
import type { TrainingQueue } from './training/queue.ts';
import type { WorkList } from './workList.ts';

/** `signal` aborts when the caller no longer wants the answer, or, of long work, when somebody stops it. `session`: who asks. */
export type Call = { readonly signal: AbortSignal; readonly onProgress: OnProgress; readonly session: Session };

export type Answer<Name extends ProcedureName> = (input: InputOf<Name>, call: Call) => OutputOf<Name> | Promise<OutputOf<Name>>;
export type Answers<Names extends ProcedureName = ProcedureName> = { readonly [Name in Names]: Answer<Name> };

/** What only whoever starts the application can do. */
export type Services = {
  devices(signal: AbortSignal): Promise<readonly DeviceFacts[]>;
  /** Chooses the data folder of the next start. @throws SmearlabError wrong-usage, not-writable, disk-full */
  useDataFolder(folder: string): void;
  /** What networks are trained in: a child process, which is started when it is first used, and again after `close`. */
  openExecutor(device: DeviceChoice): RunExecutor;
  /** What shows where networks looked: a child process of its own, which is started when it is first asked. */
  openExplainer(): Explainer;
  /** What takes cells for classes: a child process for each slide. */
  openClassifier(): Classifier;
  /** A window of the operating system; null where there is none. */
  readonly chooseFolder: (() => Promise<string | null>) | null;
  /** The file that the application's threads begin with, where it was bundled; else threads/entry.ts. */
  readonly threadEntry?: URL | string;
};

/** What answers work with. */
export type Desk = {
  readonly library: Library;
  /** Through which every change of slides, users and signatures goes. */
  readonly trail: Trail;
  readonly users: Users;
  readonly settings: SettingsFile;
  readonly work: WorkList;
  readonly services: Services;
  readonly threads: Threads;
  /** A thread for what compares runs, which so never waits for images to be looked at. */
  readonly comparing: Threads;
  readonly claims: Claims;
  readonly training: TrainingQueue;
  readonly previews: Previews;
  readonly explainer: Explainer;
  readonly classifier: Classifier;
  /** Images, labels, splits, masks or subsets of a data set are others now: everybody is told, and its hash is made once the hand rests. */
  changed(dataSet: number): void;
  tell(event: ApplicationEvent): void;
};
