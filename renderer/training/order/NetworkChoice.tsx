/** Which network is trained, each with what it is for. */
import Box from '@mui/material/Box';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import type { NetworkName } from '../../../app/contract/words.ts';
import { type OrderForm, withNetwork } from './orderForm.ts';
import type { ChangeOrder } from './useOrderForm.ts';

const NETWORKS: readonly NetworkName[] = ['wbc', 'ensemble', 'cam16', 'autoencoder'];

export function NetworkChoice({ form, change }: { readonly form: OrderForm; readonly change: ChangeOrder }) {
  const { t } = useTranslation();
  return (
    <ToggleButtonGroup
      exclusive
      color="primary"
      fullWidth
      value={form.recipe.network}
      aria-label={t('training.network')}
      onChange={(_, network: NetworkName | null) => network !== null && change((before) => withNetwork(before, network))}
    >
      {NETWORKS.map((network) => (
        <ToggleButton key={network} value={network} sx={{ textTransform: 'none', py: 1, alignItems: 'flex-start', textAlign: 'left' }}>
          <Box sx={{ width: '100%' }}>
            <Typography variant="body2" sx={{ fontWeight: 600, color: 'text.primary' }}>
              {t(`training.networks.${network}`)}
            </Typography>
            <Typography variant="caption" component="div" sx={{ color: 'text.secondary', lineHeight: 1.35 }}>
              {t(`training.networksAbout.${network}`)}
            </Typography>
          </Box>
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
