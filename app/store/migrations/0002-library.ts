/**
 * Migration 2: any number of data sets by name, each with the settings of its import; masks of several origins side by side; named
 * subsets; and the indexes that pages of a library are read from.
 */

export const library = `
CREATE TABLE data_sets_by_name (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE CHECK (name <> ''),
  root TEXT NOT NULL,
  -- How it is imported, so that a re-scan does the same (contract/library.ts).
  settings TEXT NOT NULL CHECK (json_valid(settings)),
  -- Null while an import has not come to its end.
  hash TEXT CHECK (hash IS NULL OR length(hash) = 64),
  classes TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(classes))
) STRICT;
INSERT INTO data_sets_by_name (id, name, root, settings, hash, classes)
  SELECT id, role, root, json_object('layout', CASE role WHEN 'prcc' THEN 'unlabelled' ELSE 'splits' END), hash, classes FROM data_sets;
DROP TABLE data_sets;
ALTER TABLE data_sets_by_name RENAME TO data_sets;

-- Which split a group of images was drawn into, where the folder itself has no splits. Drawn once, so that images that come later
-- move no other.
CREATE TABLE split_lots (
  data_set_id INTEGER NOT NULL REFERENCES data_sets ON DELETE CASCADE,
  -- The smear or patient; where images are not grouped, the image's path.
  group_key TEXT NOT NULL,
  split TEXT NOT NULL CHECK (split IN ('train', 'val', 'test')),
  PRIMARY KEY (data_set_id, group_key)
) STRICT, WITHOUT ROWID;

-- How many pages the file has; the first one is the image.
ALTER TABLE images ADD COLUMN pages INTEGER NOT NULL DEFAULT 1 CHECK (pages >= 1);
-- The smear or patient it comes from; null where that is not known.
ALTER TABLE images ADD COLUMN group_key TEXT;
-- The origin of the mask that counts: drawn by hand before the lab's before proposed. Kept by store/masks.ts.
ALTER TABLE images ADD COLUMN mask TEXT CHECK (mask IN ('drawn', 'lab', 'proposed'));
UPDATE images SET mask = 'lab' WHERE id IN (SELECT image_id FROM masks);

CREATE TABLE masks_by_origin (
  image_id INTEGER NOT NULL REFERENCES images ON DELETE CASCADE,
  origin TEXT NOT NULL CHECK (origin IN ('drawn', 'lab', 'proposed')),
  -- The lab's: relative to the data set's root. Others: relative to the data folder.
  path TEXT NOT NULL CHECK (path <> ''),
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  bytes INTEGER NOT NULL CHECK (bytes > 0),
  modified REAL,
  width INTEGER NOT NULL CHECK (width > 0),
  height INTEGER NOT NULL CHECK (height > 0),
  levels TEXT NOT NULL CHECK (json_valid(levels)),
  -- Share of the pixels that are foreground; null until the file is read again.
  foreground REAL CHECK (foreground BETWEEN 0 AND 1),
  PRIMARY KEY (image_id, origin)
) STRICT;
INSERT INTO masks_by_origin (image_id, origin, path, sha256, bytes, modified, width, height, levels)
  SELECT image_id, 'lab', path, sha256, bytes, NULL, width, height, levels FROM masks;
DROP TABLE masks;
ALTER TABLE masks_by_origin RENAME TO masks;

CREATE TABLE subsets_by_name (
  id INTEGER PRIMARY KEY,
  data_set_id INTEGER NOT NULL REFERENCES data_sets ON DELETE CASCADE,
  -- A subset is of the data set as it was: other images, another subset.
  data_set_hash TEXT NOT NULL CHECK (length(data_set_hash) = 64),
  -- Null for the subsets of a study, which are known by their percentage.
  name TEXT CHECK (name <> ''),
  -- What was asked of each class (contract/library.ts).
  settings TEXT NOT NULL CHECK (json_valid(settings)),
  -- Null where images were counted.
  percent REAL CHECK (percent > 0 AND percent <= 100),
  seed INTEGER NOT NULL
) STRICT;
INSERT INTO subsets_by_name (id, data_set_id, data_set_hash, name, settings, percent, seed)
  SELECT id, data_set_id, data_set_hash, NULL, json_object('kind', 'percent', 'percent', percent, 'floor', 1), percent, seed FROM subsets;
DROP TABLE subsets;
ALTER TABLE subsets_by_name RENAME TO subsets;
CREATE UNIQUE INDEX subsets_by_percent ON subsets (data_set_id, data_set_hash, percent, seed) WHERE name IS NULL;
CREATE UNIQUE INDEX subsets_by_name ON subsets (data_set_id, name) WHERE name IS NOT NULL;

-- A page is found in one of these alone, one for each way to sort: all that may be filtered by is in them.
CREATE INDEX images_sorted_by_path ON images (data_set_id, gone, path, class, split, mask);
CREATE INDEX images_sorted_by_class ON images (data_set_id, gone, class, path, split, mask);
CREATE INDEX images_sorted_by_bytes ON images (data_set_id, gone, bytes, path, class, split, mask);
CREATE INDEX images_sorted_by_modified ON images (data_set_id, gone, modified, path, class, split, mask);
`;
