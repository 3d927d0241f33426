/** Migration 1: data sets with their images and masks, subsets, studies, runs and what runs found. */

export const dataSetsAndRuns = `
CREATE TABLE data_sets (
  id INTEGER PRIMARY KEY,
  role TEXT NOT NULL UNIQUE CHECK (role IN ('wbc', 'cam16', 'prcc')),
  root TEXT NOT NULL,
  -- Null while an import has not come to its end.
  hash TEXT CHECK (hash IS NULL OR length(hash) = 64),
  classes TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(classes))
) STRICT;

CREATE TABLE data_set_warnings (
  data_set_id INTEGER NOT NULL REFERENCES data_sets ON DELETE CASCADE,
  position INTEGER NOT NULL,
  sentence TEXT NOT NULL,
  PRIMARY KEY (data_set_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE images (
  id INTEGER PRIMARY KEY,
  data_set_id INTEGER NOT NULL REFERENCES data_sets ON DELETE CASCADE,
  path TEXT NOT NULL CHECK (path <> ''),
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  bytes INTEGER NOT NULL CHECK (bytes > 0),
  -- The file's modification time in ms; null: look at the file again at the next import.
  modified REAL,
  format TEXT NOT NULL,
  width INTEGER NOT NULL CHECK (width > 0),
  height INTEGER NOT NULL CHECK (height > 0),
  class TEXT,
  split TEXT NOT NULL CHECK (split IN ('train', 'val', 'test')),
  -- 1: the file is no longer there. The row stays, because predictions of finished runs point at it.
  gone INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),
  UNIQUE (data_set_id, path)
) STRICT;
CREATE INDEX images_by_sha256 ON images (sha256);

CREATE TABLE masks (
  image_id INTEGER PRIMARY KEY REFERENCES images ON DELETE CASCADE,
  path TEXT NOT NULL CHECK (path <> ''),
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  bytes INTEGER NOT NULL CHECK (bytes > 0),
  modified REAL,
  width INTEGER NOT NULL CHECK (width > 0),
  height INTEGER NOT NULL CHECK (height > 0),
  levels TEXT NOT NULL CHECK (json_valid(levels))
) STRICT;

CREATE TABLE refused (
  data_set_id INTEGER NOT NULL REFERENCES data_sets ON DELETE CASCADE,
  path TEXT NOT NULL,
  kind TEXT NOT NULL,
  sentence TEXT NOT NULL,
  PRIMARY KEY (data_set_id, path)
) STRICT, WITHOUT ROWID;

CREATE TABLE subsets (
  id INTEGER PRIMARY KEY,
  data_set_id INTEGER NOT NULL REFERENCES data_sets ON DELETE CASCADE,
  -- A subset is of the data set as it was: other images, another subset.
  data_set_hash TEXT NOT NULL CHECK (length(data_set_hash) = 64),
  percent REAL NOT NULL CHECK (percent > 0 AND percent <= 100),
  seed INTEGER NOT NULL,
  UNIQUE (data_set_id, data_set_hash, percent, seed)
) STRICT;

CREATE TABLE subset_images (
  subset_id INTEGER NOT NULL REFERENCES subsets ON DELETE CASCADE,
  image_id INTEGER NOT NULL REFERENCES images,
  PRIMARY KEY (subset_id, image_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX subset_images_by_image ON subset_images (image_id);

CREATE TABLE studies (
  id INTEGER PRIMARY KEY,
  settings TEXT NOT NULL CHECK (json_valid(settings)),
  state TEXT NOT NULL CHECK (state IN ('planned', 'running', 'interrupted', 'finished', 'failed')),
  created_at TEXT NOT NULL,
  finished_at TEXT
) STRICT;

CREATE TABLE runs (
  id INTEGER PRIMARY KEY,
  study_id INTEGER NOT NULL REFERENCES studies ON DELETE CASCADE,
  name TEXT NOT NULL,
  arm TEXT NOT NULL CHECK (arm IN ('plain', 'masks', 'ensemble', 'pretraining')),
  network TEXT NOT NULL CHECK (network IN ('autoencoder', 'cam16', 'wbc', 'ensemble')),
  data_set_id INTEGER NOT NULL REFERENCES data_sets,
  subset_id INTEGER REFERENCES subsets,
  recipe TEXT NOT NULL CHECK (json_valid(recipe)),
  seed INTEGER NOT NULL,
  data_set_hash TEXT NOT NULL CHECK (length(data_set_hash) = 64),
  engine TEXT,
  device TEXT,
  versions TEXT CHECK (versions IS NULL OR json_valid(versions)),
  state TEXT NOT NULL DEFAULT 'planned' CHECK (state IN ('planned', 'running', 'interrupted', 'finished', 'failed')),
  started_at TEXT,
  finished_at TEXT,
  seconds REAL CHECK (seconds IS NULL OR seconds >= 0),
  reported_epoch INTEGER CHECK (reported_epoch IS NULL OR reported_epoch >= 1),
  best_epoch INTEGER CHECK (best_epoch IS NULL OR best_epoch >= 1),
  best_score REAL,
  failure TEXT,
  UNIQUE (study_id, name),
  CHECK ((state = 'failed') = (failure IS NOT NULL)),
  CHECK (state <> 'finished' OR (finished_at IS NOT NULL AND seconds IS NOT NULL AND reported_epoch IS NOT NULL))
) STRICT;
CREATE INDEX runs_by_data_set ON runs (data_set_id);
CREATE INDEX runs_by_subset ON runs (subset_id);

CREATE TABLE run_inputs (
  run_id INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
  part TEXT NOT NULL CHECK (part IN ('autoencoder', 'cam16', 'wbc')),
  input_run_id INTEGER NOT NULL REFERENCES runs CHECK (input_run_id <> run_id),
  -- The branch's weight in the ensemble; null for a part that is no branch of its own.
  weight REAL CHECK (weight IS NULL OR weight >= 0),
  PRIMARY KEY (run_id, part)
) STRICT, WITHOUT ROWID;
CREATE INDEX run_inputs_by_input ON run_inputs (input_run_id);

CREATE TABLE epochs (
  run_id INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
  epoch INTEGER NOT NULL CHECK (epoch >= 1),
  train_loss REAL NOT NULL,
  train_accuracy REAL CHECK (train_accuracy BETWEEN 0 AND 1),
  val_loss REAL,
  val_accuracy REAL CHECK (val_accuracy BETWEEN 0 AND 1),
  val_macro_f1 REAL CHECK (val_macro_f1 BETWEEN 0 AND 1),
  seconds REAL NOT NULL CHECK (seconds >= 0),
  is_best INTEGER NOT NULL CHECK (is_best IN (0, 1)),
  PRIMARY KEY (run_id, epoch)
) STRICT, WITHOUT ROWID;

CREATE TABLE predictions (
  run_id INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
  image_id INTEGER NOT NULL REFERENCES images,
  actual INTEGER NOT NULL CHECK (actual >= 0),
  predicted INTEGER NOT NULL CHECK (predicted >= 0),
  probabilities TEXT NOT NULL CHECK (json_valid(probabilities)),
  PRIMARY KEY (run_id, image_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX predictions_by_image ON predictions (image_id);
`;
