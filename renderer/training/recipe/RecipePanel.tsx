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
import { useCall } from '../../connection/calls.ts';
import type { OrderForm } from '../order/orderForm.ts';
import type { ChangeOrder } from '../order/useOrderForm.ts';
import { AgainstChoice } from './AgainstChoice.tsx';
import { AugmentationPreview } from './AugmentationPreview.tsx';
import { Differences } from './Differences.tsx';
import { FieldGroups } from './FieldGroups.tsx';
import type { FieldId } from './fields.ts';
import { changed, type RecipeForm, takenFrom } from './form.ts';
import { heldAgainst, recipesFor } from './kept.ts';
import { SavedRecipes } from './SavedRecipes.tsx';
import { changedForms, takenIntoForms } from './studyForms.ts';

export type RecipePanelProps = { readonly form: OrderForm; readonly change: ChangeOrder; readonly dataSet: DataSet };

export function RecipePanel({ form, change, dataSet }: RecipePanelProps) {
  const { t } = useTranslation();
  const [network, setNetwork] = useState<NetworkName>('wbc');
  const [name, setName] = useState<string | null>(null);
  const isRun = form.kind === 'run';
  const recipe: RecipeForm = isRun ? form.recipe : form.studyRecipe[network];
  const list = useCall('recipes.list', {});
  const { offered } = recipesFor(form, list.data ?? []);
  const against = heldAgainst(offered, recipe.network, name);
  const set = (id: FieldId, text: string) =>
    change((before) =>
      isRun
        ? { ...before, recipe: changed(before.recipe, id, text) }
        : { ...before, studyRecipe: changedForms(before.studyRecipe, network, id, text) },
    );
  const takeBack = (id: FieldId) =>
    change((before) =>
      isRun
        ? { ...before, recipe: takenFrom(before.recipe, id, against.form) }
        : { ...before, studyRecipe: takenIntoForms(before.studyRecipe, network, id, against.form) },
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
      <Differences
        form={recipe}
        against={against}
        onReset={takeBack}
        choice={<AgainstChoice {...{ offered, against }} onChange={setName} />}
      />
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', lg: 'minmax(0, 5fr) minmax(0, 4fr)' }, alignItems: 'start' }}>
        <FieldGroups form={recipe} against={against} classes={dataSet.classes} onChange={set} onWeigh={weigh} />
        <AugmentationPreview form={recipe} dataSet={previewed} maskedCopies={form.maskedCopies && isRun} />
      </Box>
    </Paper>
  );
}
