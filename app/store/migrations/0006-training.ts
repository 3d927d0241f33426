/** Migration 6: the training queue, recipes by name, what each epoch found for whoever watches, and names of studies. */

export const training = `
-- As a person called it; null for the one study of an output folder.
ALTER TABLE studies ADD COLUMN name TEXT CHECK (name <> '');

CREATE TABLE training_queue (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  -- The lowest of those that wait begins next.
  position INTEGER NOT NULL,
  name TEXT NOT NULL CHECK (name <> ''),
  kind TEXT NOT NULL CHECK (kind IN ('run', 'study')),
  -- The order (contract/training.ts).
  asked TEXT NOT NULL CHECK (json_valid(asked)),
  state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'pausing', 'stopping', 'paused', 'stopped', 'finished', 'failed')),
  failure TEXT CHECK (json_valid(failure)),
  -- What it was carried out as; null until it has begun.
  study_id INTEGER REFERENCES studies ON DELETE SET NULL,
  added_at TEXT NOT NULL,
  started_at TEXT,
  ended_at TEXT,
  CHECK ((state = 'failed') = (failure IS NOT NULL))
) STRICT;
CREATE INDEX training_queue_by_position ON training_queue (position);
CREATE INDEX training_queue_by_study ON training_queue (study_id);

-- While its one row is there, nothing new begins.
CREATE TABLE training_hold (id INTEGER PRIMARY KEY CHECK (id = 1)) STRICT;

CREATE TABLE recipes (
  name TEXT PRIMARY KEY CHECK (name <> ''),
  content TEXT NOT NULL CHECK (json_valid(content)),
  saved_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Not in the table of the epochs, so that curves are read without it. Of an epoch that a resumed run goes on from it stays.
CREATE TABLE epoch_findings (
  run_id INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
  epoch INTEGER NOT NULL CHECK (epoch >= 1),
  confusion TEXT CHECK (json_valid(confusion)),
  samples TEXT NOT NULL CHECK (json_valid(samples)),
  reconstructed TEXT NOT NULL CHECK (json_valid(reconstructed)),
  PRIMARY KEY (run_id, epoch)
) STRICT, WITHOUT ROWID;
`;
