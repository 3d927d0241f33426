/** Reads rows as plain typed values: every row passes a zod schema, so a damaged or foreign row never travels further. */
import { z } from 'zod';
import { SmearlabError } from '../contract/failure.ts';
import { databaseFailure, type Store } from './store.ts';

/** Values that may stand for the parameters of a query. */
export type Parameters = readonly (string | number | null)[];

/** All rows of a query, each as `schema` has it. @throws SmearlabError damaged-database when a row is not as the schema says. */
export function readAll<T>(store: Store, schema: z.ZodType<T>, sql: string, parameters: Parameters = []): T[] {
  let rows: unknown[];
  try {
    rows = store.statement(sql).all(...parameters);
  } catch (error) {
    throw databaseFailure(error, store.file);
  }
  const parsed = z.array(schema).safeParse(rows);
  if (parsed.success) return parsed.data;
  throw unreadableRow(store, parsed.error);
}

function unreadableRow(store: Store, error: z.ZodError): SmearlabError {
  return new SmearlabError(
    'damaged-database',
    `The database ${store.file} holds a row that Smearlab cannot read (${z.prettifyError(error).split('\n', 1).join('')}). Put a backup in its place.`,
    { file: store.file, cause: error },
  );
}

/**
 * The rows of a query one by one, so that a hundred thousand of them never lie in memory together. Nothing may be written meanwhile.
 * @throws SmearlabError as `readAll`
 */
export function readEach<T>(store: Store, schema: z.ZodType<T>, sql: string, parameters: Parameters = []): Generator<T> {
  return eachOf(store, schema, () => store.database.prepare(sql).iterate(...parameters));
}

/** As `readEach`, each row as a list of its columns. */
export function readEachRaw<T>(store: Store, schema: z.ZodType<T>, sql: string, parameters: Parameters = []): Generator<T> {
  return eachOf(store, schema, () =>
    store.database
      .prepare(sql)
      .raw()
      .iterate(...parameters),
  );
}

function* eachOf<T>(store: Store, schema: z.ZodType<T>, rows: () => Iterable<unknown>): Generator<T> {
  try {
    for (const row of rows()) {
      const parsed = schema.safeParse(row);
      if (!parsed.success) throw unreadableRow(store, parsed.error);
      yield parsed.data;
    }
  } catch (error) {
    throw databaseFailure(error, store.file);
  }
}

/** The first row of a query, or undefined. */
export function readOne<T>(store: Store, schema: z.ZodType<T>, sql: string, parameters: Parameters = []): T | undefined {
  return readAll(store, schema, sql, parameters)[0];
}

/** Runs one statement as a transaction of its own (or as part of the one around it); returns how many rows changed. */
export function write(store: Store, sql: string, parameters: Parameters = []): number {
  return store.transaction(() => store.statement(sql).run(...parameters).changes);
}

/** As `write`, and returns the id of the row that was added. */
export function insert(store: Store, sql: string, parameters: Parameters = []): number {
  return store.transaction(() => Number(store.statement(sql).run(...parameters).lastInsertRowid));
}

/** A column that holds JSON text. */
export function jsonColumn<T>(schema: z.ZodType<T>) {
  return z
    .string()
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        context.addIssue('not JSON');
        return z.NEVER;
      }
    })
    .pipe(schema);
}

/** A column of 0 or 1. */
export const flagColumn = z.union([z.literal(0), z.literal(1)]).transform((flag) => flag === 1);
