/** All migrations in order: the n-th brings a database of version n - 1 to version n. Never change one that was published. */
import { dataSetsAndRuns } from './0001-data-sets-and-runs.ts';
import { library } from './0002-library.ts';
import { fingerprints } from './0003-fingerprints.ts';
import { proposedMasks } from './0004-proposed-masks.ts';
import { labelsByHand } from './0005-labels-by-hand.ts';
import { training } from './0006-training.ts';
import { comparedRuns } from './0007-compared-runs.ts';
import { slides } from './0008-slides.ts';
import { usersAndAudit } from './0009-users-and-audit.ts';

export const MIGRATIONS: readonly string[] = [
  dataSetsAndRuns,
  library,
  fingerprints,
  proposedMasks,
  labelsByHand,
  training,
  comparedRuns,
  slides,
  usersAndAudit,
];
