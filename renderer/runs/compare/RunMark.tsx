/** A compared run by its letter, in its colour, and its name. */
import Box from '@mui/material/Box';
import type { RunLook } from '../../../app/contract/runLook.ts';

export function RunMark({ look, name }: { readonly look: Pick<RunLook, 'letter' | 'colour'>; readonly name?: string }) {
  return (
    <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.75, minWidth: 0, maxWidth: '100%' }}>
      <Box
        component="span"
        sx={{
          ...{
            width: 20,
            height: 20,
            borderRadius: 1,
            flexShrink: 0,
            display: 'inline-flex',
            alignItems: 'center',
            justifyContent: 'center',
          },
          ...{ border: 2, borderColor: look.colour, color: look.colour, fontSize: 12, fontWeight: 700, lineHeight: 1 },
        }}
      >
        {look.letter}
      </Box>
      {name !== undefined && (
        <Box component="span" title={name} sx={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>
          {name}
        </Box>
      )}
    </Box>
  );
}
