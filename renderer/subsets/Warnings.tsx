/** What a person must know of a subset before training on it. */
import Alert from '@mui/material/Alert';
import Stack from '@mui/material/Stack';
import type { OutputOf } from '../../app/contract/contract.ts';

type Props = { readonly counted: { readonly data: OutputOf<'subsets.count'> | undefined; readonly error: Error | null } };

export function Warnings({ counted: { data, error } }: Props) {
  return (
    <Stack spacing={1} sx={{ mt: 1 }} aria-live="polite">
      {error !== null && <Alert severity="error">{error.message}</Alert>}
      {(data?.warnings ?? []).map((sentence) => (
        <Alert key={sentence} severity="warning">
          {sentence}
        </Alert>
      ))}
    </Stack>
  );
}
