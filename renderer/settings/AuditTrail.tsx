/** The audit trail: its latest rows, and a check of the whole of it. */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type AuditRow, auditFindingSentence } from '../../app/contract/audit.ts';
import type { OutputOf } from '../../app/contract/contract.ts';
import { MOST_ROWS_OF_A_PAGE } from '../../app/contract/procedures/audit.ts';
import { useCall } from '../connection/calls.ts';
import { Section } from './Section.tsx';

const STEP = 50;

export function AuditTrail() {
  const { t } = useTranslation();
  const [limit, setLimit] = useState(STEP);
  const [isChecking, setIsChecking] = useState(false);
  const trail = useCall('audit.list', { limit }, { keep: true });
  const check = useCall('audit.verify', {}, { enabled: isChecking });
  const known = trail.data;
  return (
    <Section title={t('audit.title')} about={t('audit.about')}>
      {trail.isError && <Alert severity="info">{trail.error.message}</Alert>}
      {known?.total === 0 && <Typography color="textSecondary">{t('audit.none')}</Typography>}
      {known !== undefined && known.total > 0 && (
        <>
          <Box sx={{ display: 'flex', gap: 1.5, alignItems: 'center', mb: 1, flexWrap: 'wrap' }}>
            <Button
              variant="outlined"
              size="small"
              loading={check.isFetching}
              onClick={() => (isChecking ? void check.refetch() : setIsChecking(true))}
            >
              {t('audit.check')}
            </Button>
            {check.isError && <Alert severity="error">{check.error.message}</Alert>}
            {check.data !== undefined && <Checked check={check.data} />}
          </Box>
          <Rows rows={known.rows} />
          {known.rows.length < known.total && limit < MOST_ROWS_OF_A_PAGE && (
            <Button size="small" onClick={() => setLimit(Math.min(MOST_ROWS_OF_A_PAGE, limit + 3 * STEP))}>
              {t('audit.more')}
            </Button>
          )}
        </>
      )}
    </Section>
  );
}

function Checked({ check }: { readonly check: OutputOf<'audit.verify'> }) {
  const { t } = useTranslation();
  if (check.findings.length === 0) {
    return (
      <Alert severity="success" role="status">
        {t('audit.whole', { count: check.rows })}
      </Alert>
    );
  }
  return (
    <Alert severity="error">
      {t('audit.broken')}
      {check.findings.map((finding) => {
        const sentence = auditFindingSentence(finding);
        return <div key={sentence}>{sentence}</div>;
      })}
    </Alert>
  );
}

function Rows({ rows }: { readonly rows: readonly AuditRow[] }) {
  const { t, i18n } = useTranslation();
  const when = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'short', timeStyle: 'medium' });
  return (
    <TableContainer tabIndex={0} role="region" aria-label={t('audit.title')} sx={{ maxHeight: 380 }}>
      <Table size="small" stickyHeader aria-label={t('audit.title')}>
        <TableHead>
          <TableRow>
            <TableCell align="right" />
            <TableCell>{t('audit.when')}</TableCell>
            <TableCell>{t('audit.who')}</TableCell>
            <TableCell>{t('audit.what')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <TableRow key={row.position} title={row.hash} sx={{ verticalAlign: 'top' }}>
              <TableCell align="right">{row.position}</TableCell>
              <TableCell sx={{ whiteSpace: 'nowrap' }}>{when.format(new Date(row.at))}</TableCell>
              <TableCell sx={{ overflowWrap: 'anywhere' }}>
                <Actor actor={row.actor} />
              </TableCell>
              <TableCell sx={{ overflowWrap: 'anywhere' }}>
                {row.action}
                {row.subject.kind === 'settings' ? '' : `, ${t(`audit.${row.subject.kind}`, { id: row.subject.id ?? '' })}`}
                <Change row={row} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

function Actor({ actor }: Pick<AuditRow, 'actor'>) {
  const { t } = useTranslation();
  switch (actor.kind) {
    case 'user':
      return `${actor.name}, ${t(`users.roles.${actor.role}`)}`;
    case 'command':
      return t('audit.command', { account: actor.account });
    case 'nobody':
      return t('audit.nobody');
  }
}

/** What was there before and what is there now, for who wants to know. */
function Change({ row: { before, after } }: { readonly row: AuditRow }) {
  const { t } = useTranslation();
  if (before === null && after === null) return null;
  const written = [
    { name: t('audit.before'), facts: before },
    { name: t('audit.after'), facts: after },
  ];
  return (
    <Box component="details" sx={{ typography: 'caption' }}>
      <summary>{t('audit.change')}</summary>
      {written.map(({ name, facts }) => (
        <div key={name}>
          {name}: {facts === null ? '–' : JSON.stringify(facts)}
        </div>
      ))}
    </Box>
  );
}
