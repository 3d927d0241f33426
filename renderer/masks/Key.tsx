/** A key on the keyboard, beside what it does; read to nobody, because the button says it itself. */
import Box from '@mui/material/Box';

export function Key({ children }: { readonly children: string }) {
  return (
    <Box
      component="kbd"
      aria-hidden
      sx={{
        ...{ font: 'inherit', fontSize: '0.75em', lineHeight: 1.5, px: 0.75, ml: 1, borderRadius: 0.5 },
        ...{ border: '1px solid currentColor', whiteSpace: 'nowrap' },
      }}
    >
      {children}
    </Box>
  );
}
