/** Migration 8: slides with their cells, what a model took each for and what a person said; and what the probabilities of runs mean. */

export const slides = `
-- What was fitted on the validation images of a run, for the slides that it will classify.
CREATE TABLE calibrations (
  run_id INTEGER PRIMARY KEY REFERENCES runs ON DELETE CASCADE,
  temperature REAL NOT NULL CHECK (temperature > 0),
  threshold REAL NOT NULL CHECK (threshold BETWEEN 0 AND 1),
  target_error REAL NOT NULL CHECK (target_error BETWEEN 0 AND 1),
  saved_at TEXT NOT NULL
) STRICT;

-- Ids are never given twice: what is written about a slide elsewhere is of this one.
CREATE TABLE slides (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  accession TEXT NOT NULL CHECK (accession <> ''),
  notes TEXT NOT NULL DEFAULT '',
  -- Null where files were chosen one by one.
  folder TEXT,
  warnings TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(warnings)),
  opened_at TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1 CHECK (version >= 1),
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'classifying', 'review', 'signed')),
  -- What it is or was classified with (contract/slides.ts).
  model TEXT CHECK (json_valid(model)),
  classified_at TEXT,
  signed_at TEXT,
  signed_by TEXT,
  signature_meaning TEXT,
  CHECK ((state = 'open') = (model IS NULL)),
  CHECK ((state IN ('review', 'signed')) = (classified_at IS NOT NULL)),
  CHECK ((state = 'signed') = (signed_at IS NOT NULL AND signed_by IS NOT NULL AND signature_meaning IS NOT NULL))
) STRICT;

CREATE TABLE cells (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  slide_id INTEGER NOT NULL REFERENCES slides ON DELETE CASCADE,
  -- In the order of their names.
  position INTEGER NOT NULL,
  file TEXT NOT NULL CHECK (file <> ''),
  path TEXT NOT NULL CHECK (path <> ''),
  -- Null where the file could not be read when the slide was opened.
  sha256 TEXT CHECK (length(sha256) = 64),
  width INTEGER NOT NULL CHECK (width >= 0),
  height INTEGER NOT NULL CHECK (height >= 0),
  flags TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(flags)),
  duplicate_of INTEGER REFERENCES cells ON DELETE CASCADE CHECK (duplicate_of < id),
  result TEXT NOT NULL DEFAULT 'waiting' CHECK (result IN ('waiting', 'classified', 'unclassified')),
  predicted TEXT,
  probability REAL CHECK (probability BETWEEN 0 AND 1),
  probabilities TEXT CHECK (json_valid(probabilities)),
  is_below_threshold INTEGER CHECK (is_below_threshold IN (0, 1)),
  reason TEXT CHECK (reason IN ('unreadable', 'missing', 'changed', 'failed')),
  sentence TEXT,
  label TEXT CHECK (label IN ('class', 'not counted')),
  label_class TEXT,
  -- When it was copied into the library, as what it was labelled then.
  sent_at TEXT,
  sent_class TEXT,
  -- What a cell is in the count: standingOf of contract/slides.ts says the same.
  standing TEXT NOT NULL GENERATED ALWAYS AS (CASE
    WHEN label = 'class' THEN 'counted'
    WHEN label = 'not counted' THEN 'not counted'
    WHEN duplicate_of IS NOT NULL THEN 'duplicate'
    WHEN result <> 'classified' THEN result
    WHEN is_below_threshold = 1 OR flags <> '[]' THEN 'uncertain'
    ELSE 'counted' END) STORED,
  UNIQUE (slide_id, position),
  CHECK ((result = 'classified') = (predicted IS NOT NULL)),
  CHECK ((result = 'classified') = (probability IS NOT NULL)),
  CHECK ((result = 'classified') = (probabilities IS NOT NULL)),
  CHECK ((result = 'classified') = (is_below_threshold IS NOT NULL)),
  CHECK ((result = 'unclassified') = (reason IS NOT NULL AND sentence IS NOT NULL)),
  CHECK ((coalesce(label, '') = 'class') = (label_class IS NOT NULL))
) STRICT;
CREATE INDEX cells_by_standing ON cells (slide_id, standing);
CREATE INDEX cells_by_sha256 ON cells (sha256);
CREATE INDEX cells_by_duplicate ON cells (duplicate_of);

-- Each change of labels that stands, so that the last can be taken back whole.
CREATE TABLE labellings (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  slide_id INTEGER NOT NULL REFERENCES slides ON DELETE CASCADE,
  label TEXT CHECK (label IN ('class', 'not counted')),
  label_class TEXT,
  made_at TEXT NOT NULL
) STRICT;
CREATE INDEX labellings_by_slide ON labellings (slide_id);

CREATE TABLE labelled_cells (
  labelling_id INTEGER NOT NULL REFERENCES labellings ON DELETE CASCADE,
  cell_id INTEGER NOT NULL REFERENCES cells ON DELETE CASCADE,
  -- What a person had said before.
  label_before TEXT CHECK (label_before IN ('class', 'not counted')),
  class_before TEXT,
  PRIMARY KEY (labelling_id, cell_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX labelled_cells_by_cell ON labelled_cells (cell_id);
`;
