/** MUI has no eraser. */
import { createSvgIcon } from '@mui/material/utils';

export const EraserIcon = createSvgIcon(
  <path d="M15.1 3.6a2 2 0 0 0-2.8 0L2.6 13.3a2 2 0 0 0 0 2.8l3.3 3.3c.4.4.9.6 1.4.6H21v-2h-8.2l8-8a2 2 0 0 0 0-2.8zM7.3 18l-3.3-3.3 3.6-3.6 4.7 4.7L10.1 18z" />,
  'Eraser',
);
