/** Migration 3: what each image looks like, to find the same picture in other files; and images moved to another split by a person. */

export const fingerprints = `
CREATE TABLE fingerprints (
  image_id INTEGER PRIMARY KEY REFERENCES images ON DELETE CASCADE,
  -- By which way of making fingerprints; one of another way is made anew.
  making INTEGER NOT NULL,
  -- Empty for a picture that shows nothing.
  waves BLOB NOT NULL
) STRICT;

-- Images that lie in the folder of one split and count for another, so that a re-scan does not move them back.
CREATE TABLE moved_images (
  data_set_id INTEGER NOT NULL REFERENCES data_sets ON DELETE CASCADE,
  path TEXT NOT NULL,
  split TEXT NOT NULL CHECK (split IN ('train', 'val', 'test')),
  PRIMARY KEY (data_set_id, path)
) STRICT, WITHOUT ROWID;
`;
