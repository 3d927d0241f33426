/** Slides as reports are made of them. */

import { hashOfJson } from '../../audit/canonicalJson.ts';
import type { Trail } from '../../audit/trail.ts';
import type { ReportedSlide } from '../../contract/signing.ts';
import { openStore } from '../../store/store.ts';
import { addUser } from '../../store/users.ts';
import { CELLS, type ClassifiedCell, classifiedSlide } from '../classified.fixture.ts';
import { readCountedSlide } from '../countedSlide.ts';
import { amendVersion, signVersion } from '../signing/sign.ts';
import { readSigned } from '../signing/versions.ts';

export type Wanted = {
  readonly cells?: readonly ClassifiedCell[];
  readonly accession?: string;
  readonly name?: string;
  readonly waiver?: string | null;
  readonly state?: 'unsigned' | 'signed' | 'amended';
};

export function reportedSlide({
  cells = CELLS,
  accession,
  name = 'Anna Meier',
  waiver = null,
  state = 'signed',
}: Wanted = {}): ReportedSlide {
  const store = openStore(':memory:');
  try {
    const now = () => new Date('2026-03-01T09:30:00Z');
    store.database.exec(`CREATE TEMP TRIGGER same_time AFTER INSERT ON slides BEGIN
      UPDATE slides SET opened_at = '2026-03-01T08:00:00.000Z' WHERE id = NEW.id; END`);
    const trail: Trail = { store, headFile: null, now };
    const user = {
      ...{ id: addUser(store, { name, role: 'reviewer', secret: 'x', createdAt: now().toISOString() }), name, role: 'reviewer' as const },
      ...{ isActive: true, createdAt: now().toISOString() },
    };
    const { slide } = classifiedSlide(store, cells, accession);
    store.database.exec(`UPDATE slides SET classified_at = '2026-03-01T08:05:00.000Z'`);
    if (state === 'unsigned') return { counted: readCountedSlide(store, slide), signed: null };
    const sign = () => signVersion(trail, user, { slide, seen: hashOfJson(readCountedSlide(store, slide)), meaning: 'approval', waiver });
    let { version } = sign();
    if (state === 'amended') {
      amendVersion(trail, user, { slide, reason: 'Two lymphocytes were taken for monocytes.' });
      version = sign().version;
    }
    const { counted, amendment, signature, hash, head } = readSigned(store, slide, version);
    return { counted, signed: { amendment, signature, hash, head } };
  } finally {
    store.close();
  }
}
