/** One of a few, side by side. */
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import type { ReactNode } from 'react';

export type OneOfProps<T extends string> = {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly name: ReactNode }[];
  readonly onChange: (value: T) => void;
};

export function OneOf<T extends string>({ label, value, options, onChange }: OneOfProps<T>) {
  return (
    <ToggleButtonGroup
      exclusive
      size="small"
      aria-label={label}
      value={value}
      onChange={(_, chosen: unknown) => {
        const found = options.find((option) => option.value === chosen);
        // A click at the chosen one says nothing.
        if (found !== undefined) onChange(found.value);
      }}
      sx={{ flexWrap: 'wrap', '& .MuiToggleButton-root': { py: 0.25, px: 1.25 } }}
    >
      {options.map((option) => (
        <ToggleButton key={option.value} value={option.value}>
          {option.name}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
