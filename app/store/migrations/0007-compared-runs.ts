/** Migration 7: what a person says about a run, tags and a note; and how many images each run predicted, kept beside it. */

export const comparedRuns = `
ALTER TABLE runs ADD COLUMN note TEXT NOT NULL DEFAULT '';

-- Counting ten million predictions takes most of a second, and screens ask for it.
ALTER TABLE runs ADD COLUMN predicted_images INTEGER NOT NULL DEFAULT 0 CHECK (predicted_images >= 0);
UPDATE runs SET predicted_images = (SELECT count(*) FROM predictions WHERE run_id = runs.id);

CREATE TABLE run_tags (
  run_id INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
  tag TEXT NOT NULL CHECK (tag <> ''),
  PRIMARY KEY (run_id, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX run_tags_by_tag ON run_tags (tag);
`;
