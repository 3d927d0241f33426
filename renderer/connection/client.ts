/** Typed calls over a connection: each answer goes to who asked, each failure comes back as a sentence. */
import type { AskedOf, OutputOf, ProcedureName } from '../../app/contract/contract.ts';
import type { ApplicationEvent } from '../../app/contract/events.ts';
import type { Failure } from '../../app/contract/work.ts';
import type { Connection, ConnectionState } from './connection.ts';

/** A failure of the application; its message is a sentence to show. */
export class CallFailure extends Error {
  override readonly name = 'CallFailure';
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.sentence);
    this.failure = failure;
  }
}

/** Shown when the connection breaks under a call. */
export const LOST: Failure = { kind: 'stopped', sentence: 'The connection to Smearlab was lost. Is it still running?', file: null };

type Waiting = { readonly resolve: (output: unknown) => void; readonly reject: (error: unknown) => void };

export class Client {
  readonly #connection: Connection;
  readonly #waiting = new Map<number, Waiting>();
  readonly #eventListeners = new Set<(event: ApplicationEvent) => void>();
  readonly #stateListeners = new Set<() => void>();
  #state: ConnectionState = 'connecting';
  #lastId = 0;

  constructor(connection: Connection) {
    this.#connection = connection;
    connection.onResponse((response) => {
      if (response.type === 'event') for (const listener of this.#eventListeners) listener(response.event);
      else if (response.type === 'result') this.#take(response.id)?.resolve(response.output);
      else this.#take(response.id)?.reject(new CallFailure(response.failure));
    });
    connection.onState((state) => {
      this.#state = state;
      if (state === 'lost') this.#loseAll();
      for (const listener of this.#stateListeners) listener();
    });
  }

  get state(): ConnectionState {
    return this.#state;
  }

  /** @throws CallFailure; when `signal` aborts, its reason */
  call<Name extends ProcedureName>(procedure: Name, input: AskedOf<Name>, signal?: AbortSignal): Promise<OutputOf<Name>> {
    const id = ++this.#lastId;
    return new Promise<OutputOf<Name>>((resolve, reject) => {
      // The application has checked its answer against its own types; the contract is what both were built from.
      this.#waiting.set(id, { resolve: (output) => resolve(output as OutputOf<Name>), reject });
      signal?.addEventListener('abort', () => {
        if (this.#take(id) === undefined) return;
        this.#connection.send({ type: 'cancel', id });
        reject(signal.reason);
      });
      this.#connection.send({ type: 'call', id, procedure, input });
    });
  }

  /** @returns what ends it */
  onEvent(listener: (event: ApplicationEvent) => void): () => void {
    this.#eventListeners.add(listener);
    return () => this.#eventListeners.delete(listener);
  }

  /** @returns what ends it */
  onState(listener: () => void): () => void {
    this.#stateListeners.add(listener);
    return () => this.#stateListeners.delete(listener);
  }

  #take(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }

  #loseAll(): void {
    const all = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of all) reject(new CallFailure(LOST));
  }
}
