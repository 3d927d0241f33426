/** A button that is a picture, with its name beside the pointer: also while it is not to be pressed. */
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import type { ReactElement } from 'react';

/** @param act undefined: not now */
export function Tool({ name, icon, act }: { readonly name: string; readonly icon: ReactElement; readonly act: (() => void) | undefined }) {
  return (
    <Tooltip title={name}>
      {/* A button that is not to be pressed tells nobody that the pointer is over it. */}
      <span>
        <IconButton aria-label={name} disabled={act === undefined} onClick={act}>
          {icon}
        </IconButton>
      </span>
    </Tooltip>
  );
}
