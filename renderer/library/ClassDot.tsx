/** The colour of a class, always beside its name. */
import Box from '@mui/material/Box';
import { classColour } from '../../app/contract/colours.ts';

export function ClassDot({ name, classes }: { readonly name: string | null; readonly classes: readonly string[] }) {
  return (
    <Box
      component="span"
      aria-hidden
      sx={{ width: 10, height: 10, flexShrink: 0, borderRadius: '50%', bgcolor: classColour(name, classes) }}
    />
  );
}
