/** The application that every face speaks to: it owns the data folder, answers the procedures of the contract and tells what happens. */
import { headFileOf } from '../audit/headFile.ts';
import type { Trail } from '../audit/trail.ts';
import { CONTRACT, type InputOf, isProcedureName, type OutputOf, type ProcedureName } from '../contract/contract.ts';
import type { ApplicationEvent } from '../contract/events.ts';
import { SmearlabError } from '../contract/failure.ts';
import { openLibrary } from '../library/library.ts';
import { Session } from '../users/session.ts';
import { Users } from '../users/users.ts';
import type { Answers, Desk, Services } from './answer.ts';
import { applicationAnswers } from './answers/application.ts';
import { auditAnswers } from './answers/audit.ts';
import { libraryAnswers } from './answers/library.ts';
import { masksAnswers } from './answers/masks.ts';
import { runsAnswers } from './answers/runs.ts';
import { settingsAnswers } from './answers/settings.ts';
import { signingAnswers } from './answers/signing.ts';
import { slidesAnswers } from './answers/slides.ts';
import { subsetsAnswers } from './answers/subsets.ts';
import { trainingAnswers } from './answers/training.ts';
import { usersAnswers } from './answers/users.ts';
import { Claims } from './claims.ts';
import { HashKeeper } from './hashKeeper.ts';
import { RIGHT_OF } from './rights.ts';
import { SettingsFile } from './settingsFile.ts';
import { Threads } from './threads/threads.ts';
import { Previews } from './training/previews.ts';
import { TrainingQueue } from './training/queue.ts';
import { WorkList } from './workList.ts';

export type Application = {
  /**
   * Calls a procedure by name with what came over a border.
   * @param session who is signed in on the connection that asks; without one it is nobody
   * @throws SmearlabError wrong-usage for an unknown procedure or an input that is none, not-allowed, and what the procedure throws
   */
  call(procedure: string, input: unknown, signal: AbortSignal, session?: Session): Promise<unknown>;
  /** @returns what ends it */
  subscribe(listener: (event: ApplicationEvent) => void): () => void;
  readonly desk: Desk;
  /** Whether long work goes on. */
  isBusy(): boolean;
  /** Stops all work, waits for its end and lets the data folder go. */
  close(): Promise<void>;
};

/**
 * Opens the data folder, makes it where it is not there, and keeps it from being changed by anybody else until `close`.
 * @throws SmearlabError in-use, and what opening a store throws
 */
export function openApplication(dataFolder: string, services: Services): Application {
  const { library, close } = openLibrary(dataFolder);
  const listeners = new Set<(event: ApplicationEvent) => void>();
  const tell = (event: ApplicationEvent) => {
    for (const listener of listeners) listener(event);
  };
  const work = new WorkList((of) => tell({ name: 'work', work: of }));
  const threads = new Threads(services.threadEntry);
  const comparing = new Threads(services.threadEntry, 1);
  const hashes = new HashKeeper(library, threads, (dataSet) => tell({ name: 'library', dataSet }));
  const training = new TrainingQueue({ library, tell, openExecutor: (device) => services.openExecutor(device) });
  const trail: Trail = { store: library.store, headFile: headFileOf(library.folder.root), now: () => new Date() };
  const users = new Users(trail);
  const desk: Desk = {
    ...{
      library,
      trail,
      users,
      settings: new SettingsFile(library.folder.root),
      work,
      services,
      threads,
      comparing,
      claims: new Claims(),
      training,
      previews: new Previews(),
      explainer: services.openExplainer(),
      classifier: services.openClassifier(),
      tell,
    },
    changed: (dataSet) => {
      tell({ name: 'library', dataSet });
      hashes.changed(dataSet);
    },
  };
  const answers: Answers = {
    ...applicationAnswers(desk),
    ...settingsAnswers(desk),
    ...libraryAnswers(desk),
    ...masksAnswers(desk),
    ...subsetsAnswers(desk),
    ...trainingAnswers(desk),
    ...runsAnswers(desk),
    ...slidesAnswers(desk),
    ...signingAnswers(desk),
    ...usersAnswers(desk),
    ...auditAnswers(desk),
  };
  training.open();
  return {
    desk,
    call: async (procedure, input, signal, session = new Session()) => {
      if (!isProcedureName(procedure)) throw new SmearlabError('wrong-usage', `Smearlab has no procedure ${procedure.slice(0, 100)}.`);
      return callOne(procedure, input, { answers, work, signal, session, users });
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    isBusy: () => training.isBusy || work.list().some(({ state }) => state.kind === 'running' || state.kind === 'stopping'),
    close: async () => {
      hashes.close();
      await Promise.all([training.close(), work.stopAll(), desk.explainer.close(), desk.classifier.close()]);
      await Promise.all([threads.close(), comparing.close()]);
      close();
    },
  };
}

type Calling = {
  readonly answers: Answers;
  readonly work: WorkList;
  readonly signal: AbortSignal;
  readonly session: Session;
  readonly users: Users;
};

async function callOne<Name extends ProcedureName>(
  name: Name,
  given: unknown,
  { answers, work, signal, session, users }: Calling,
): Promise<OutputOf<Name>> {
  const input = inputOf(name, given);
  const right = RIGHT_OF[name];
  if (right !== undefined) users.assertMay(session, right);
  const answer = answers[name];
  const { kind } = CONTRACT[name];
  if (kind !== 'read') session.used(new Date());
  if (kind === 'long') return work.run(name, (call) => answer(input, { ...call, session }));
  return answer(input, { signal, onProgress: () => undefined, session });
}

function inputOf<Name extends ProcedureName>(name: Name, given: unknown): InputOf<Name> {
  const schema: (typeof CONTRACT)[Name]['input'] = CONTRACT[name].input;
  const parsed = schema.safeParse(given);
  // The schema is that of `name`, which the union of all schemas no longer says.
  if (parsed.success) return parsed.data as InputOf<Name>;
  const issue = parsed.error.issues[0];
  const where = issue === undefined || issue.path.length === 0 ? '' : ` at ${issue.path.map(String).join('.')}`;
  throw new SmearlabError(
    'wrong-usage',
    `What ${name} was asked with cannot be used${where}: ${issue?.message ?? 'it is of another form'}.`,
  );
}
