/** What an order comes to, and the button that gives it. */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import type { TrainingOrder, TrainingPlan } from '../../../app/contract/training.ts';
import { useCall, useOrder } from '../../connection/calls.ts';
import { ErrorNotice } from '../../parts/ErrorNotice.tsx';
import { useSettled } from '../useSettled.ts';
import type { AskedOrder } from './orderForm.ts';
import { totalsOf } from './totals.ts';

const SETTLED_MS = 250;

export function PlanBar({ asked, onAdded }: { readonly asked: AskedOrder; readonly onAdded: (entry: number) => void }) {
  const { t } = useTranslation();
  const order = 'order' in asked ? asked.order : null;
  const wrong = 'wrong' in asked ? asked.wrong : [];
  const add = useOrder('training.add');
  return (
    <Paper
      square
      component="section"
      aria-label={t('training.comesTo')}
      sx={{ position: 'sticky', bottom: 0, zIndex: 2, p: 2, border: 0, borderTop: 1, borderColor: 'divider', boxShadow: 4 }}
    >
      {add.isError && <ErrorNotice error={add.error} sx={{ mb: 1 }} onClose={add.reset} />}
      <Box sx={{ display: 'flex', gap: 2, alignItems: 'center' }}>
        {/* At the left, because what is told of ended work appears at the right. */}
        <Button
          size="large"
          sx={{ flexShrink: 0 }}
          variant="contained"
          disabled={order === null}
          loading={add.isPending}
          onClick={() => order !== null && add.mutate({ order }, { onSuccess: ({ entry }) => onAdded(entry) })}
        >
          {t('training.add')}
        </Button>
        <Box sx={{ flex: 1, minWidth: 0 }}>
          {order === null ? (
            <Typography role="status">
              {t('training.wrong', { fields: [...new Set(wrong.map((field) => t(`training.wrongFields.${field}`)))].join(', ') })}
            </Typography>
          ) : (
            <Planned order={order} />
          )}
        </Box>
      </Box>
    </Paper>
  );
}

function Planned({ order }: { readonly order: TrainingOrder }) {
  const { t } = useTranslation();
  const settled = useSettled(order, SETTLED_MS);
  const plan = useCall('training.plan', { order: settled }, { keep: true });
  if (plan.error !== null) return <ErrorNotice error={plan.error} onRetry={() => void plan.refetch()} />;
  if (plan.data === undefined) return <Typography color="textSecondary">{t('training.planning')}</Typography>;
  return <Totals plan={plan.data} />;
}

function Totals({ plan }: { readonly plan: TrainingPlan }) {
  const { t } = useTranslation();
  const { runs, epochs, images } = totalsOf(plan);
  const [first] = plan.runs;
  const parts = [
    t('training.runs', { count: runs }),
    runs === 1 ? t('training.epochs', { count: epochs }) : t('training.epochsTogether', { count: epochs }),
    ...(first !== undefined && images !== null
      ? [
          t('training.trainImages', { count: first.trainImages }),
          ...(first.maskedCopies > 0 ? [t('training.withCopies', { count: first.maskedCopies })] : []),
          t('training.valImages', { count: first.valImages }),
        ]
      : []),
  ];
  return (
    <>
      <Typography sx={{ fontVariantNumeric: 'tabular-nums' }} role="status" data-testid="plan">
        <b>{parts[0]}</b> · {parts.slice(1).join(' · ')}
      </Typography>
      {first !== undefined && first.classes.length > 0 && images !== null && (
        <Typography variant="body2" color="textSecondary" noWrap title={first.classes.join(', ')}>
          {t('training.tellsApart', { classes: first.classes.join(', ') })}
        </Typography>
      )}
      {plan.warnings.length > 0 && (
        <Alert severity="warning" sx={{ mt: 1, maxHeight: { xs: 64, lg: 120 }, overflow: 'auto', py: 0 }}>
          {plan.warnings.map((warning) => (
            <div key={warning}>{warning}</div>
          ))}
        </Alert>
      )}
    </>
  );
}
