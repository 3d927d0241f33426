/** One section of the settings: a heading, what it is about, and its controls. */
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { type ReactNode, useId } from 'react';

export function Section({ title, about, children }: { readonly title: string; readonly about?: string; readonly children: ReactNode }) {
  const id = useId();
  return (
    <Paper component="section" aria-labelledby={id} sx={{ p: 2 }}>
      <Typography id={id} variant="h2" sx={{ mb: about === undefined ? 1.5 : 0.5 }}>
        {title}
      </Typography>
      {about !== undefined && (
        <Typography variant="body2" color="textSecondary" sx={{ mb: 1.5 }}>
          {about}
        </Typography>
      )}
      {children}
    </Paper>
  );
}
