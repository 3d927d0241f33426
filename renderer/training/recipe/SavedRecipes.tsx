/** Recipes kept by name: one is taken, changed, kept under a name, copied, given another name, or forgotten. */
import MoreIcon from '@mui/icons-material/MoreVert';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeptRecipe, SavedRecipe } from '../../../app/contract/training.ts';
import { useCall, useOrder } from '../../connection/calls.ts';
import { ConfirmDialog } from '../../parts/ConfirmDialog.tsx';
import { ErrorNotice } from '../../parts/ErrorNotice.tsx';
import { type OrderForm, withRunRecipe, withStudyRecipe } from '../order/orderForm.ts';
import type { ChangeOrder } from '../order/useOrderForm.ts';
import { keptOf, recipesFor } from './kept.ts';
import { type NameDialogFor, RecipeNameDialog } from './RecipeNameDialog.tsx';

type Props = { readonly form: OrderForm; readonly change: ChangeOrder };
/** What the select says for the study's own recipe: no name is empty. */
const USUAL = '';
/** A changed one that has no name yet; no name is a question mark either. */
const OWN = '?';

export function SavedRecipes({ form, change }: Props) {
  const { t } = useTranslation();
  const list = useCall('recipes.list', {});
  const [dialog, setDialog] = useState<NameDialogFor | 'remove' | null>(null);
  const { isUsed, isUsual, offered, taken, content } = recipesFor(form, list.data ?? []);
  const take = (name: string) =>
    change((before) =>
      withKept(
        before,
        list.data?.find((saved) => saved.name === name),
      ),
    );
  const close = () => setDialog(null);
  const onNamed = (saved: SavedRecipe) => change(form.kind === 'run' ? { recipeName: saved.name } : { studyRecipeName: saved.name });
  return (
    <Stack direction="row" sx={{ gap: 1, alignItems: 'center' }}>
      {list.error !== null && <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />}
      <TextField
        select
        size="small"
        label={t('training.recipe')}
        value={taken ?? (isUsual ? USUAL : OWN)}
        sx={{ width: 250 }}
        onChange={({ target }) => target.value !== OWN && take(target.value)}
        slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
      >
        <MenuItem value={USUAL}>{t('training.usualRecipe')}</MenuItem>
        {taken === null && !isUsual && <MenuItem value={OWN}>{t('training.ownRecipe')}</MenuItem>}
        {offered.map(({ name }) => (
          <MenuItem key={name} value={name}>
            {name === taken && !isUsed ? t('training.changedRecipe', { name }) : name}
          </MenuItem>
        ))}
      </TextField>
      <Button variant="outlined" disabled={content === null} onClick={() => setDialog('save')}>
        {t('training.saveRecipe')}
      </Button>
      <More isDisabled={taken === null} onChoose={setDialog} />
      {dialog !== null && dialog !== 'remove' && (
        <RecipeNameDialog key={dialog} purpose={dialog} name={taken} content={content} onNamed={onNamed} onClose={close} />
      )}
      {taken !== null && (
        <Removal
          isOpen={dialog === 'remove'}
          name={taken}
          onClose={close}
          onRemoved={() => change({ recipeName: null, studyRecipeName: null })}
        />
      )}
    </Stack>
  );
}

function withKept(form: OrderForm, saved: SavedRecipe | undefined): OrderForm {
  const content: KeptRecipe = saved?.content ?? keptOf(form);
  const name = saved?.name ?? null;
  return content.kind === 'run' ? withRunRecipe(form, content.recipe, name) : withStudyRecipe(form, content.recipe, name);
}

type MoreProps = { readonly isDisabled: boolean; readonly onChoose: (what: 'copy' | 'rename' | 'remove') => void };

function More({ isDisabled, onChoose }: MoreProps) {
  const { t } = useTranslation();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <IconButton
        disabled={isDisabled}
        aria-label={t('training.moreOfRecipe')}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={({ currentTarget }) => setAnchor(currentTarget)}
      >
        <MoreIcon />
      </IconButton>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        {(['copy', 'rename', 'remove'] as const).map((what) => (
          <MenuItem
            key={what}
            onClick={() => {
              setAnchor(null);
              onChoose(what);
            }}
          >
            {t(`training.recipeActions.${what}`)}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}

type RemovalProps = { readonly isOpen: boolean; readonly name: string; readonly onClose: () => void; readonly onRemoved: () => void };

function Removal({ isOpen, name, onClose, onRemoved }: RemovalProps) {
  const { t } = useTranslation();
  const remove = useOrder('recipes.remove');
  const done = () => {
    onRemoved();
    onClose();
  };
  return (
    <ConfirmDialog
      open={isOpen}
      isDangerous
      title={t('training.removeRecipe', { name })}
      confirm={t('training.recipeActions.remove')}
      isBusy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate({ name }, { onSuccess: done })}
      onClose={onClose}
    >
      {t('training.removeRecipeAbout')}
    </ConfirmDialog>
  );
}
