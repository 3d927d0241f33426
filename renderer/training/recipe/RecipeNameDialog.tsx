/** Asks for the name a recipe is kept by, copied to, or called from now on. */
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import TextField from '@mui/material/TextField';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { libraryNameSchema } from '../../../app/contract/library.ts';
import type { KeptRecipe, SavedRecipe } from '../../../app/contract/training.ts';
import { useOrder } from '../../connection/calls.ts';
import { CallFailure } from '../../connection/client.ts';

export type NameDialogFor = 'save' | 'copy' | 'rename';

export type RecipeNameDialogProps = {
  readonly purpose: NameDialogFor;
  /** The saved recipe that is copied, renamed, or was changed. */
  readonly name: string | null;
  readonly content: KeptRecipe | null;
  readonly onNamed: (saved: SavedRecipe) => void;
  readonly onClose: () => void;
};

export function RecipeNameDialog({ purpose, name, content, onNamed, onClose }: RecipeNameDialogProps) {
  const { t } = useTranslation();
  const title = useId();
  const [typed, setTyped] = useState(name ?? '');
  const wanted = typed.trim().normalize('NFC');
  const [save, copy, rename] = [useOrder('recipes.save'), useOrder('recipes.copy'), useOrder('recipes.rename')];
  const { error, isPending } = { save, copy, rename }[purpose];
  const isTaken = purpose === 'save' && error instanceof CallFailure && error.failure.kind === 'already-there';
  const isName = libraryNameSchema.safeParse(wanted).success;
  const options = {
    onSuccess: (saved: SavedRecipe) => {
      onNamed(saved);
      onClose();
    },
  };
  const order = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    if (!isName) return;
    if (purpose === 'save' && content !== null)
      save.mutate({ name: wanted, content, replace: wanted === name || (isTaken && save.variables?.name === wanted) }, options);
    if (purpose === 'copy' && name !== null) copy.mutate({ name, as: wanted }, options);
    if (purpose === 'rename' && name !== null) rename.mutate({ name, as: wanted }, options);
  };
  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth aria-labelledby={title}>
      <form onSubmit={order}>
        <DialogTitle id={title}>{t(`training.nameRecipe.${purpose}`)}</DialogTitle>
        <DialogContent>
          <TextField
            autoFocus
            fullWidth
            margin="dense"
            label={t('training.recipeName')}
            value={typed}
            error={typed !== '' && !isName}
            helperText={t('training.nameHelpShort')}
            onChange={({ target }) => setTyped(target.value)}
          />
          {error !== null && (
            <Alert severity={isTaken ? 'warning' : 'error'} sx={{ mt: 1 }}>
              {isTaken ? t('training.recipeTaken', { name: save.variables?.name }) : error.message}
            </Alert>
          )}
        </DialogContent>
        <DialogActions sx={{ px: 3, pb: 2 }}>
          <Button onClick={onClose}>{t('parts.cancel')}</Button>
          <Button type="submit" variant="contained" disabled={!isName} loading={isPending}>
            {isTaken && save.variables?.name === wanted ? t('training.replaceRecipe') : t(`training.nameRecipeDo.${purpose}`)}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
