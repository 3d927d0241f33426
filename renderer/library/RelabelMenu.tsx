/** The button that gives images another class: one of the data set's, a new one, or none. */
import LabelIcon from '@mui/icons-material/LabelOutlined';
import Button from '@mui/material/Button';
import Divider from '@mui/material/Divider';
import ListItemIcon from '@mui/material/ListItemIcon';
import ListItemText from '@mui/material/ListItemText';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ClassDot } from './ClassDot.tsx';
import { NewClassDialog } from './NewClassDialog.tsx';
import { MOST_KEYS } from './relabelKeys.ts';

export type RelabelMenuProps = {
  readonly classes: readonly string[];
  readonly disabled: boolean;
  onChoose(name: string | null): void;
};

export function RelabelMenu({ classes, disabled, onChoose }: RelabelMenuProps) {
  const { t } = useTranslation();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [isNaming, setIsNaming] = useState(false);
  const choose = (name: string | null) => {
    setAnchor(null);
    onChoose(name);
  };
  return (
    <>
      <Button
        variant="contained"
        startIcon={<LabelIcon />}
        disabled={disabled}
        sx={{ flexShrink: 0 }}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={({ currentTarget }) => setAnchor(currentTarget)}
      >
        {t('library.relabel')}
      </Button>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        {classes.map((name, index) => (
          <MenuItem key={name} onClick={() => choose(name)}>
            <ListItemIcon>
              <ClassDot name={name} classes={classes} />
            </ListItemIcon>
            <ListItemText>{name}</ListItemText>
            <Typography variant="body2" color="textSecondary" sx={{ pl: 3 }}>
              {index < MOST_KEYS ? index + 1 : ''}
            </Typography>
          </MenuItem>
        ))}
        <Divider />
        <MenuItem onClick={() => choose(null)}>
          <ListItemIcon>
            <ClassDot name={null} classes={classes} />
          </ListItemIcon>
          <ListItemText>{t('library.takeLabel')}</ListItemText>
        </MenuItem>
        <MenuItem
          onClick={() => {
            setAnchor(null);
            setIsNaming(true);
          }}
        >
          <ListItemText inset>{t('library.newClass')}</ListItemText>
        </MenuItem>
      </Menu>
      {isNaming && <NewClassDialog onClose={() => setIsNaming(false)} onChoose={onChoose} />}
    </>
  );
}
