/** A database as version 1 left it, with a row in every table: what a study of that time holds. */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { MIGRATIONS } from './migrations/migrations.ts';

const SHA = (digit: string) => digit.repeat(64);

const RECIPE = {
  network: { name: 'wbc' },
  imageSize: 32,
  maskedCopies: false,
  loss: 'cross-entropy',
  training: { epochs: 3 },
};

/** Writes it to `file`; the folder is made. */
export function writeVersion1(file: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const database = new Database(file);
  database.pragma('journal_mode = WAL');
  database.pragma('foreign_keys = ON');
  database.exec(MIGRATIONS[0] ?? '');
  database.pragma(`application_id = ${0x534d4c42}`);
  database.pragma('user_version = 1');
  const add = (sql: string, ...values: (string | number | null)[]) => database.prepare(sql).run(...values);
  for (const [id, role] of [
    [1, 'wbc'],
    [2, 'cam16'],
    [3, 'prcc'],
  ] as const) {
    add('INSERT INTO data_sets VALUES (?, ?, ?, ?, ?)', id, role, `/data/${role}`, SHA(String(id)), '["A","B"]');
  }
  add('INSERT INTO data_set_warnings VALUES (1, 0, ?)', 'One image cannot be read.');
  const image = 'INSERT INTO images VALUES (?, ?, ?, ?, 5, 1.5, ?, 4, 3, ?, ?, ?)';
  add(image, 7, 1, 'train/data/A/1.png', SHA('a'), 'png', 'A', 'train', 0);
  add(image, 8, 1, 'val/data/B/2.png', SHA('b'), 'png', 'B', 'val', 0);
  add(image, 9, 1, 'train/data/A/gone.png', SHA('c'), 'png', 'A', 'train', 1);
  add(image, 10, 3, '1.png', SHA('d'), 'png', null, 'train', 0);
  add('INSERT INTO masks VALUES (7, ?, ?, 3, 2.5, 4, 3, ?)', 'train/mask/A/1.png', SHA('e'), '[0,255]');
  add('INSERT INTO refused VALUES (1, ?, ?, ?)', 'train/data/A/x.png', 'not-an-image', 'The file is no image.');
  add('INSERT INTO subsets VALUES (4, 1, ?, 10, 5)', SHA('1'));
  add('INSERT INTO subset_images VALUES (4, 7)');
  add(`INSERT INTO studies VALUES (1, '{"a":1}', 'finished', '2025-01-01T00:00:00.000Z', '2025-01-02T00:00:00.000Z')`);
  const run = `INSERT INTO runs VALUES (?, 1, ?, ?, 'wbc', 1, ?, ?, 5, ?, 'onnx', 'cpu', '{}', 'finished', 's', 'f', 2.5, 2, 1, 0.9, NULL)`;
  add(run, 1, 'wbc-10-plain', 'plain', 4, JSON.stringify(RECIPE), SHA('1'));
  add(run, 2, 'wbc-10-masks', 'masks', 4, JSON.stringify(RECIPE), SHA('1'));
  add(`INSERT INTO run_inputs VALUES (2, 'wbc', 1, 0.6)`);
  add('INSERT INTO epochs VALUES (1, 1, 0.5, 0.9, 0.6, 0.8, 0.7, 1.5, 1)');
  add(`INSERT INTO predictions VALUES (1, 8, 1, 0, '[0.6,0.4]')`);
  database.close();
}
