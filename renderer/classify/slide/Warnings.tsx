/** What the application found odd about a slide as a whole. */
import Alert from '@mui/material/Alert';

export function Warnings({ sentences }: { readonly sentences: readonly string[] }) {
  if (sentences.length === 0) return null;
  return (
    <Alert severity="warning" sx={{ mx: 2, mb: 1 }}>
      {sentences.map((sentence) => (
        <div key={sentence}>{sentence}</div>
      ))}
    </Alert>
  );
}
