/** The recipe of an order: which one, what is different in it, its fields in groups, and what it makes of images. */
import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DataSet } from '../../../app/contract/dataSets.ts';
import { type NetworkName, networkNameSchema } from '../../../app/contract/words.ts';
import type { OrderForm } from '../order/orderForm.ts';
import type { ChangeOrder } from '../order/useOrderForm.ts';
import { AugmentationPreview } from './AugmentationPreview.tsx';
import { Differences } from './Differences.tsx';
import { FieldGroups } from './FieldGroups.tsx';
import type { FieldId } from './fields.ts';
import { changed, type RecipeForm } from './form.ts';
import { SavedRecipes } from './SavedRecipes.tsx';
import { changedForms } from './studyForms.ts';

export type RecipePanelProps = { readonly form: OrderForm; readonly change: ChangeOrder; readonly dataSet: DataSet };

export function RecipePanel({ form, change, dataSet }: RecipePanelProps) {
  const { t } = useTranslation();
  const [network, setNetwork] = useState<NetworkName>('wbc');
  const isRun = form.kind === 'run';
  const recipe: RecipeForm = isRun ? form.recipe : form.studyRecipe[network];
  const set = (id: FieldId, text: string) =>
    change((before) =>
      isRun
        ? { ...before, recipe: changed(before.recipe, id, text) }
        : { ...before, studyRecipe: changedForms(before.studyRecipe, network, id, text) },
    );
  const weigh = (name: string, text: string) =>
    change((before) => {
      const own = isRun ? before.recipe : before.studyRecipe[network];
      const weighed = { ...own, classWeights: { ...own.classWeights, [name]: text } };
      return isRun ? { ...before, recipe: weighed } : { ...before, studyRecipe: { ...before.studyRecipe, [network]: weighed } };
    });
  const previewed = isRun
    ? dataSet.id
    : (form.dataSets[network === 'cam16' ? 'cam16' : network === 'autoencoder' ? 'prcc' : 'wbc'] ?? dataSet.id);
  return (
    <Paper component="section" aria-label={t('training.recipe')} sx={{ p: 2 }}>
      <Box sx={{ display: 'flex', gap: 2, alignItems: 'center', justifyContent: 'space-between', flexWrap: 'wrap' }}>
        <Typography variant="h2">{t('training.recipe')}</Typography>
        <SavedRecipes form={form} change={change} />
      </Box>
      {!isRun && (
        <Tabs value={network} onChange={(_, chosen: NetworkName) => setNetwork(chosen)} aria-label={t('training.network')} sx={{ mt: 1 }}>
          {networkNameSchema.options.map((name) => (
            <Tab key={name} value={name} label={t(`training.networks.${name}`)} sx={{ textTransform: 'none' }} />
          ))}
        </Tabs>
      )}
      <Differences form={recipe} onReset={set} />
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', lg: 'minmax(0, 5fr) minmax(0, 4fr)' }, alignItems: 'start' }}>
        <FieldGroups form={recipe} classes={dataSet.classes} onChange={set} onWeigh={weigh} />
        <AugmentationPreview form={recipe} dataSet={previewed} maskedCopies={form.maskedCopies && isRun} />
      </Box>
    </Paper>
  );
}
