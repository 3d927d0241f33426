/** What a place says that has nothing to show yet: what would be here, and how it gets here. */
import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type { ReactElement, ReactNode } from 'react';

export type EmptyStateProps = {
  /** An icon of MUI, drawn large and quiet. */
  readonly icon?: ReactElement;
  readonly title: string;
  readonly children?: ReactNode;
  /** Buttons that lead on. */
  readonly action?: ReactNode;
};

export function EmptyState({ icon, title, children, action }: EmptyStateProps) {
  return (
    <Stack sx={{ flex: 1, alignItems: 'center', justifyContent: 'center', gap: 1.5, p: 4, textAlign: 'center' }}>
      {icon !== undefined && (
        <Box aria-hidden sx={{ color: 'text.secondary', display: 'flex', '& svg': { fontSize: 48 } }}>
          {icon}
        </Box>
      )}
      <Typography variant="h2">{title}</Typography>
      {children !== undefined && (
        <Typography component="div" color="textSecondary" sx={{ maxWidth: 480 }}>
          {children}
        </Typography>
      )}
      {action}
    </Stack>
  );
}
