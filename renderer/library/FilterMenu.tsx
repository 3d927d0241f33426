/** A button that opens a menu of what may be chosen: one thing, several, or one of each group. */
import ArrowDropDownIcon from '@mui/icons-material/ArrowDropDown';
import CheckIcon from '@mui/icons-material/Check';
import Button from '@mui/material/Button';
import ListItemIcon from '@mui/material/ListItemIcon';
import ListItemText from '@mui/material/ListItemText';
import ListSubheader from '@mui/material/ListSubheader';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { type ReactNode, useState } from 'react';

export type FilterOption = {
  readonly key: string;
  /** What stands above the first of a group. */
  readonly group?: string;
  readonly label: string;
  /** Before the label. */
  readonly sign?: ReactNode;
  readonly isChosen: boolean;
  choose(): void;
};

export type FilterMenuProps = {
  readonly label: string;
  /** What the button says, where that is more than its label. */
  readonly text?: string;
  readonly kind: 'one' | 'several' | 'groups';
  readonly options: readonly FilterOption[];
  /** Something is always chosen, which is no news. */
  readonly isQuiet?: boolean;
};

export function FilterMenu({ label, text = label, kind, options, isQuiet = false }: FilterMenuProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const close = () => setAnchor(null);
  const isActive = !isQuiet && options.some(({ isChosen }) => isChosen);
  return (
    <>
      <Button
        size="small"
        variant="outlined"
        color={isActive ? 'primary' : 'inherit'}
        endIcon={<ArrowDropDownIcon />}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        aria-label={text === label ? undefined : `${label}: ${text}`}
        onClick={({ currentTarget }) => setAnchor(currentTarget)}
        sx={{ height: 36, flexShrink: 0, borderColor: isActive ? undefined : 'divider', '& .MuiButton-endIcon': { ml: 0.25 } }}
      >
        {text}
      </Button>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={close} slotProps={{ list: { 'aria-label': label, dense: true } }}>
        {options.flatMap(({ key, group, label: name, sign, isChosen, choose }, index) => [
          group !== undefined && group !== options[index - 1]?.group && (
            <ListSubheader key={group} role="presentation" sx={{ lineHeight: '28px', bgcolor: 'transparent' }}>
              {group}
            </ListSubheader>
          ),
          <MenuItem
            key={key}
            role={kind === 'several' ? 'menuitemcheckbox' : 'menuitemradio'}
            aria-checked={isChosen}
            aria-label={group === undefined ? undefined : `${group}: ${name}`}
            onClick={() => {
              choose();
              if (kind === 'one') close();
            }}
          >
            <ListItemIcon sx={{ minWidth: '28px !important' }}>{isChosen && <CheckIcon fontSize="small" />}</ListItemIcon>
            {sign !== undefined && <ListItemIcon sx={{ minWidth: '0 !important', mr: 1 }}>{sign}</ListItemIcon>}
            <ListItemText>{name}</ListItemText>
          </MenuItem>,
        ])}
      </Menu>
    </>
  );
}
