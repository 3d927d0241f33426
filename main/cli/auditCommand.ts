/** `smearlab audit verify`: whether the audit trail of a data folder and all that was signed in it are still what was written. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { headFileOf } from '../../app/audit/headFile.ts';
import { type AuditCheck, type AuditHead, auditFindingSentence, auditHeadSchema } from '../../app/contract/audit.ts';
import { SmearlabError } from '../../app/contract/failure.ts';
import { checkEverything } from '../../app/slides/signing/versions.ts';
import { openStore } from '../../app/store/store.ts';
import { EXIT_STATUS } from './exit.ts';
import { withLibraryOption } from './libraryOptions.ts';

type Options = { readonly library: string; readonly head?: string; readonly json: boolean };

export function addAuditCommand(program: Command): void {
  const group = program.command('audit').description('The audit trail: who changed what of slides, users and signatures.');
  withLibraryOption(group.command('verify'))
    .description(
      'Finds any row of the audit trail that was altered, put in or taken out past Smearlab, and anything signed that is not as it was. --library may also be an output folder of smearlab classify.',
    )
    .option('--head <row:sha256>', 'hold the trail against a row that somebody noted, such as from a signed report')
    .option('--json', 'one JSON object', false)
    .action(verify);
}

function verify({ library, head, json }: Options): void {
  const noted = head === undefined ? null : notedHead(head);
  const root = resolve(library);
  const file = ['smearlab.db', 'slide.db'].map((name) => join(root, name)).find((one) => existsSync(one)) ?? join(root, 'smearlab.db');
  const store = openStore(file, { readonly: true });
  try {
    const check = checkEverything({ store, headFile: headFileOf(root), noted });
    const findings = check.findings.map((finding) => ({ ...finding, sentence: auditFindingSentence(finding) }));
    if (json) console.log(JSON.stringify({ ...check, findings }));
    else console.log([...findings.map(({ sentence }) => sentence), summaryOf(check)].join('\n'));
    if (findings.length > 0) process.exitCode = EXIT_STATUS.failed;
  } finally {
    store.close();
  }
}

/** @throws SmearlabError wrong-usage */
export function notedHead(text: string): AuditHead {
  const [count, hash, ...more] = text.trim().toLowerCase().split(':');
  const head = auditHeadSchema.safeParse({ count: /^\d{1,15}$/.test(count ?? '') ? Number(count) : undefined, hash });
  if (head.success && more.length === 0) return head.data;
  throw new SmearlabError('wrong-usage', '--head takes the number of a row and its SHA-256, such as 17:9f86d08…, all 64 digits of it.');
}

function summaryOf({ rows, hash, signatures, findings }: AuditCheck): string {
  const counted = `${rows} ${rows === 1 ? 'row' : 'rows'}, ${signatures} signed ${signatures === 1 ? 'version' : 'versions'}`;
  if (findings.length > 0) return `${counted}: ${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}.`;
  return hash === null ? `${counted}: there is nothing yet.` : `${counted}: all is as it was written. The last row is ${rows}:${hash}`;
}
