/**
 * Migration 5: labels that a person gave, which can be taken back; the hash of a data set as something that falls due; how many images
 * there are of each kind, kept as they change; and what a run's numbers mean, so that images can be looked for by them.
 */

export const labelsByHand = `
-- The class that its folder or list gives an image; class is the one that counts.
ALTER TABLE images ADD COLUMN found_class TEXT;
UPDATE images SET found_class = class;

-- Each time a person gave images another class, in order. What is taken back is deleted.
CREATE TABLE relabellings (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  data_set_id INTEGER NOT NULL REFERENCES data_sets ON DELETE CASCADE,
  class TEXT,
  made_at TEXT NOT NULL
) STRICT;
CREATE INDEX relabellings_by_data_set ON relabellings (data_set_id, id);
CREATE TABLE relabelled_images (
  relabelling_id INTEGER NOT NULL REFERENCES relabellings ON DELETE CASCADE,
  image_id INTEGER NOT NULL REFERENCES images ON DELETE CASCADE,
  PRIMARY KEY (relabelling_id, image_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX relabelled_images_by_image ON relabelled_images (image_id, relabelling_id);

-- 1: the data set was changed since its hash was made, which therefore is null (store/dataSetHash.ts).
ALTER TABLE data_sets ADD COLUMN hash_due INTEGER NOT NULL DEFAULT 0 CHECK (hash_due = 0 OR (hash_due = 1 AND hash IS NULL));
-- How often the hash has fallen due: one that was made meanwhile is told from one that is too old.
ALTER TABLE data_sets ADD COLUMN changes INTEGER NOT NULL DEFAULT 0;

-- The share of its pixels that the image's mask calls cell, in millionths; null where no mask counts or its area was never measured.
-- Kept by store/masks.ts.
ALTER TABLE images ADD COLUMN mask_area INTEGER;
UPDATE images SET mask_area = (
  SELECT CAST(round(foreground * 1e6) AS INTEGER) FROM masks
  WHERE image_id = images.id AND origin = CASE images.mask WHEN 'proposed' THEN NULL WHEN 'accepted' THEN 'proposed' ELSE images.mask END)
WHERE mask IS NOT NULL;

-- How many images there are of each kind whose files are there. Counting a hundred thousand takes a tenth of a second, and screens ask
-- after every click.
CREATE TABLE image_counts (
  data_set_id INTEGER NOT NULL REFERENCES data_sets ON DELETE CASCADE,
  class TEXT,
  split TEXT NOT NULL,
  mask TEXT,
  images INTEGER NOT NULL CHECK (images >= 0),
  -- Of how many of them the mask's area is known, and the sum of these areas.
  measured INTEGER NOT NULL,
  area INTEGER NOT NULL
) STRICT;
CREATE INDEX image_counts_by_kind ON image_counts (data_set_id, class, split, mask);
INSERT INTO image_counts
  SELECT data_set_id, class, split, mask, count(*), count(mask_area), coalesce(sum(mask_area), 0)
  FROM images WHERE gone = 0 GROUP BY data_set_id, class, split, mask;
${['INSERT', 'UPDATE OF class, split, mask, mask_area, gone'].map((change) => countIn(change)).join('')}
${['DELETE', 'UPDATE OF class, split, mask, mask_area, gone'].map((change) => countOut(change)).join('')}

-- In the order of the run's outputs: what the numbers of its predictions mean.
ALTER TABLE runs ADD COLUMN classes TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(classes));
UPDATE runs SET classes = data_sets.classes FROM data_sets
  WHERE data_sets.id = data_set_id AND json_array_length(data_sets.classes) =
    (SELECT json_array_length(probabilities) FROM predictions WHERE run_id = runs.id LIMIT 1);
CREATE INDEX predictions_by_run ON predictions (run_id, image_id, predicted);
`;

function nameOf(change: string): string {
  return change.split(' ', 1).join('').toLowerCase();
}

function isKind(of: 'NEW' | 'OLD'): string {
  return `data_set_id = ${of}.data_set_id AND class IS ${of}.class AND split = ${of}.split AND mask IS ${of}.mask`;
}

function countIn(change: string): string {
  return `CREATE TRIGGER images_counted_in_by_${nameOf(change)} AFTER ${change} ON images WHEN NEW.gone = 0 BEGIN
  INSERT INTO image_counts SELECT NEW.data_set_id, NEW.class, NEW.split, NEW.mask, 0, 0, 0
    WHERE NOT EXISTS (SELECT 1 FROM image_counts WHERE ${isKind('NEW')});
  UPDATE image_counts SET images = images + 1, measured = measured + (NEW.mask_area IS NOT NULL), area = area + coalesce(NEW.mask_area, 0)
    WHERE ${isKind('NEW')};
END;
`;
}

function countOut(change: string): string {
  return `CREATE TRIGGER images_counted_out_by_${nameOf(change)} AFTER ${change} ON images WHEN OLD.gone = 0 BEGIN
  UPDATE image_counts SET images = images - 1, measured = measured - (OLD.mask_area IS NOT NULL), area = area - coalesce(OLD.mask_area, 0)
    WHERE ${isKind('OLD')};
END;
`;
}
