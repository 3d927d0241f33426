/** A part of the comparison: its heading, what belongs to all of it, and its table as CSV. */
import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { type ReactNode, useId } from 'react';
import { CsvButton } from '../csv/CsvButton.tsx';

export type PartProps = {
  readonly title: string;
  /** What is chosen for all of it, beside the heading. */
  readonly choice?: ReactNode;
  readonly help?: ReactNode;
  /** File and text of its table. */
  readonly csv?: { readonly file: string; readonly text: () => string };
  readonly children: ReactNode;
};

export function Part({ title, choice, help, csv, children }: PartProps) {
  const id = useId();
  return (
    <Paper component="section" aria-labelledby={id} sx={{ p: 2 }}>
      <Stack direction="row" sx={{ alignItems: 'center', gap: 2, mb: 1, flexWrap: 'wrap' }}>
        <Typography variant="h2" id={id}>
          {title}
        </Typography>
        {choice}
        <Box sx={{ flex: 1 }} />
        {csv !== undefined && <CsvButton what={title} {...csv} />}
      </Stack>
      {help !== undefined && (
        <Typography variant="body2" color="textSecondary" sx={{ mb: 1.5, maxWidth: '100ch' }}>
          {help}
        </Typography>
      )}
      {children}
    </Paper>
  );
}
