/** What the typed fields of an order have in common. */
import type { OrderField, OrderForm } from './orderForm.ts';
import type { ChangeOrder } from './useOrderForm.ts';

export type OrderFieldsProps = {
  readonly form: OrderForm;
  readonly change: ChangeOrder;
  readonly wrong: readonly OrderField[];
  /** The name where none is typed. */
  readonly offered: string;
};

type Typed = 'name' | 'percent' | 'drawSeed' | 'seeds' | 'percents';

/** @param words the label, and what the field takes, which is said in red where it cannot be used */
export function typed({ form, change, wrong }: OrderFieldsProps, field: Typed, words: { readonly label: string; readonly help: string }) {
  return {
    label: words.label,
    helperText: words.help,
    error: wrong.includes(field),
    value: form[field],
    size: 'small' as const,
    fullWidth: true,
    onChange: ({ target }: { target: { value: string } }) => change({ [field]: target.value }),
  };
}

export const FIELD_GRID = {
  display: 'grid',
  gap: 2,
  gridTemplateColumns: 'repeat(auto-fill, minmax(220px, 1fr))',
  alignItems: 'start',
} as const;
