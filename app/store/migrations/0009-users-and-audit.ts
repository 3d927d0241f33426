/**
 * Migration 9: local users; the audit trail, which only ever grows: triggers refuse everything else, and each row's hash covers the row before
 * it, so that what is changed past the triggers is found (docs/signing.md).
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
`;
