/** Migration 4: what became of a proposed mask, and masks that count because a person accepted them. */

export const proposedMasks = `
-- Null for masks that were not proposed.
ALTER TABLE masks ADD COLUMN state TEXT CHECK (state IN ('proposed', 'accepted', 'rejected'));
UPDATE masks SET state = 'proposed' WHERE origin = 'proposed';

-- The column is made anew, because it can now also be 'accepted'; so are the indexes that hold it.
DROP INDEX images_sorted_by_path;
DROP INDEX images_sorted_by_class;
DROP INDEX images_sorted_by_bytes;
DROP INDEX images_sorted_by_modified;
ALTER TABLE images RENAME COLUMN mask TO mask_before;
-- What the image's best mask is, drawn before the lab's before accepted before proposed: that one counts for nothing. Kept by
-- store/masks.ts.
ALTER TABLE images ADD COLUMN mask TEXT CHECK (mask IN ('drawn', 'lab', 'accepted', 'proposed'));
UPDATE images SET mask = mask_before WHERE mask_before IS NOT NULL;
ALTER TABLE images DROP COLUMN mask_before;
CREATE INDEX images_sorted_by_path ON images (data_set_id, gone, path, class, split, mask);
CREATE INDEX images_sorted_by_class ON images (data_set_id, gone, class, path, split, mask);
CREATE INDEX images_sorted_by_bytes ON images (data_set_id, gone, bytes, path, class, split, mask);
CREATE INDEX images_sorted_by_modified ON images (data_set_id, gone, modified, path, class, split, mask);
`;
