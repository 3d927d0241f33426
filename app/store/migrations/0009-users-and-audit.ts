/**
 * Migration 9: local users; the audit trail, which only ever grows: triggers refuse everything else, and each row's hash covers the row before
 * it, so that what is changed past the triggers is found (docs/signing.md); and what was signed of slides, which stays as it is.
 */

export const usersAndAudit = `
CREATE TABLE users (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL CHECK (name <> ''),
  -- The name as names are compared: without case.
  key TEXT NOT NULL UNIQUE,
  role TEXT NOT NULL CHECK (role IN ('technician', 'reviewer', 'administrator')),
  is_active INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
  -- scrypt's parameters, salt and hash; never the secret.
  secret TEXT NOT NULL,
  -- Wrong ones in a row, and when the last one was.
  wrong INTEGER NOT NULL DEFAULT 0 CHECK (wrong >= 0),
  wrong_at TEXT,
  created_at TEXT NOT NULL
) STRICT;
CREATE TRIGGER users_stay BEFORE DELETE ON users BEGIN
  SELECT RAISE(ABORT, 'Users are deactivated, never deleted: what they signed names them.');
END;

CREATE TABLE audit_trail (
  position INTEGER PRIMARY KEY CHECK (position >= 1),
  at TEXT NOT NULL,
  actor TEXT NOT NULL CHECK (json_valid(actor)),
  action TEXT NOT NULL CHECK (action <> ''),
  subject TEXT NOT NULL CHECK (json_valid(subject)),
  before TEXT CHECK (before IS NULL OR json_valid(before)),
  after TEXT CHECK (after IS NULL OR json_valid(after)),
  -- The hash of the row before; of the first one 64 zeros.
  previous TEXT NOT NULL CHECK (length(previous) = 64),
  hash TEXT NOT NULL CHECK (length(hash) = 64)
) STRICT;
CREATE INDEX audit_trail_by_subject ON audit_trail (subject);

-- Where the trail ends, so that a missing end is seen.
CREATE TABLE audit_head (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  count INTEGER NOT NULL,
  hash TEXT NOT NULL
) STRICT;
INSERT INTO audit_head VALUES (1, 0, '${'0'.repeat(64)}');

CREATE TRIGGER audit_trail_is_not_changed BEFORE UPDATE ON audit_trail BEGIN
  SELECT RAISE(ABORT, 'The audit trail is never changed.');
END;
CREATE TRIGGER audit_trail_is_not_deleted BEFORE DELETE ON audit_trail BEGIN
  SELECT RAISE(ABORT, 'Nothing is deleted from the audit trail.');
END;
CREATE TRIGGER audit_trail_goes_on BEFORE INSERT ON audit_trail
WHEN NEW.position <> (SELECT count + 1 FROM audit_head) OR NEW.previous <> (SELECT hash FROM audit_head) BEGIN
  SELECT RAISE(ABORT, 'A row of the audit trail follows the last one.');
END;
CREATE TRIGGER audit_trail_has_a_head AFTER INSERT ON audit_trail BEGIN
  UPDATE audit_head SET count = NEW.position, hash = NEW.hash;
END;
CREATE TRIGGER audit_head_follows BEFORE UPDATE ON audit_head
WHEN NOT EXISTS (SELECT 1 FROM audit_trail WHERE position = NEW.count AND hash = NEW.hash AND position = OLD.count + 1) BEGIN
  SELECT RAISE(ABORT, 'The head of the audit trail is its last row.');
END;
CREATE TRIGGER audit_head_stays BEFORE DELETE ON audit_head BEGIN
  SELECT RAISE(ABORT, 'The audit trail keeps its head.');
END;

-- What was signed, whole, as canonical JSON.
CREATE TABLE signed_versions (
  slide_id INTEGER NOT NULL REFERENCES slides,
  version INTEGER NOT NULL CHECK (version >= 1),
  document TEXT NOT NULL CHECK (json_valid(document)),
  hash TEXT NOT NULL CHECK (length(hash) = 64),
  user_id INTEGER NOT NULL REFERENCES users,
  -- Where the audit trail ended with it.
  head_count INTEGER NOT NULL REFERENCES audit_trail,
  head_hash TEXT NOT NULL CHECK (length(head_hash) = 64),
  PRIMARY KEY (slide_id, version)
) STRICT, WITHOUT ROWID;
CREATE INDEX signed_versions_by_user ON signed_versions (user_id);
CREATE INDEX signed_versions_by_head ON signed_versions (head_count);
CREATE TRIGGER signed_versions_are_not_changed BEFORE UPDATE ON signed_versions BEGIN
  SELECT RAISE(ABORT, 'What was signed is never changed.');
END;
CREATE TRIGGER signed_versions_are_not_deleted BEFORE DELETE ON signed_versions BEGIN
  SELECT RAISE(ABORT, 'What was signed is never deleted.');
END;

-- Why a signed slide was opened again, as which version.
CREATE TABLE amendments (
  slide_id INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version >= 2),
  of_version INTEGER NOT NULL,
  reason TEXT NOT NULL CHECK (reason <> ''),
  user_id INTEGER NOT NULL REFERENCES users,
  -- As the user was called then.
  name TEXT NOT NULL,
  amended_at TEXT NOT NULL,
  PRIMARY KEY (slide_id, version),
  FOREIGN KEY (slide_id, of_version) REFERENCES signed_versions
) STRICT, WITHOUT ROWID;
CREATE INDEX amendments_by_user ON amendments (user_id);
CREATE INDEX amendments_by_version ON amendments (slide_id, of_version);
CREATE TRIGGER amendments_are_not_changed BEFORE UPDATE ON amendments BEGIN
  SELECT RAISE(ABORT, 'Amendments are never changed.');
END;
CREATE TRIGGER amendments_are_not_deleted BEFORE DELETE ON amendments BEGIN
  SELECT RAISE(ABORT, 'Amendments are never deleted.');
END;

-- A signed slide is frozen also for a program that forgot to ask. Where its cells were sent to may still be noted.
CREATE TRIGGER signed_slides_are_not_changed BEFORE UPDATE OF accession, notes, folder, warnings, opened_at, model, classified_at ON slides
WHEN OLD.state = 'signed' BEGIN
  SELECT RAISE(ABORT, 'The slide is signed, so nothing of it is changed.');
END;
CREATE TRIGGER signed_slides_are_not_deleted BEFORE DELETE ON slides
WHEN OLD.state = 'signed' OR EXISTS (SELECT 1 FROM signed_versions WHERE slide_id = OLD.id) BEGIN
  SELECT RAISE(ABORT, 'The slide was signed, so it is never deleted.');
END;
CREATE TRIGGER signed_cells_are_not_changed
BEFORE UPDATE OF slide_id, file, path, sha256, flags, duplicate_of, result, predicted, probability, probabilities, is_below_threshold, reason,
  sentence, label, label_class ON cells
WHEN (SELECT state FROM slides WHERE id = OLD.slide_id) = 'signed' BEGIN
  SELECT RAISE(ABORT, 'The slide is signed, so nothing is said of its cells.');
END;
CREATE TRIGGER signed_slides_get_no_cells BEFORE INSERT ON cells
WHEN (SELECT state FROM slides WHERE id = NEW.slide_id) = 'signed' BEGIN
  SELECT RAISE(ABORT, 'The slide is signed, so it gets no cells.');
END;
CREATE TRIGGER signed_slides_lose_no_cells BEFORE DELETE ON cells
WHEN (SELECT state FROM slides WHERE id = OLD.slide_id) = 'signed' BEGIN
  SELECT RAISE(ABORT, 'The slide is signed, so it loses no cells.');
END;

-- What the lab calls usual (contract/differential.ts); without a row the ranges of adults.
CREATE TABLE reference_ranges (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  ranges TEXT NOT NULL CHECK (json_valid(ranges))
) STRICT;
`;
