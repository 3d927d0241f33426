/** What may be wider than the window: it scrolls sideways, also by the arrow keys. */
import Box from '@mui/material/Box';
import type { ReactNode } from 'react';

export function Wide({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <Box component="section" aria-label={label} tabIndex={0} sx={{ overflowX: 'auto', borderRadius: 1 }}>
      {children}
    </Box>
  );
}
