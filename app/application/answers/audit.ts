/** Answers about the audit trail. */
import { subjectText } from '../../audit/trail.ts';
import type { auditProcedures } from '../../contract/procedures/audit.ts';
import { checkEverything } from '../../slides/signing/versions.ts';
import { pageOfAuditRows } from '../../store/auditTrail.ts';
import type { Answers, Desk } from '../answer.ts';

export function auditAnswers({ trail }: Desk): Answers<keyof typeof auditProcedures> {
  return {
    'audit.list': ({ subject, ...page }) =>
      pageOfAuditRows(trail.store, { ...page, subject: subject === null ? null : subjectText(subject) }),
    'audit.verify': ({ noted }) => checkEverything({ ...trail, noted }),
  };
}
