/** What a procedure is: one question or order that a face may put to the application, with what it takes and what it answers. */
import type { z } from 'zod';

/**
 * `read`: answers at once and changes nothing. `change`: done at once, whole or not at all. `long`: takes its time, tells its progress
 * as work (`work.ts`), goes on when the face that asked is gone, and can be cancelled by anybody.
 */
export type ProcedureKind = 'read' | 'change' | 'long';

export type Procedure<Input extends z.ZodType, Output extends z.ZodType, Kind extends ProcedureKind = ProcedureKind> = {
  readonly kind: Kind;
  /** What it does, for whoever reads the contract. */
  readonly about: string;
  readonly input: Input;
  readonly output: Output;
};

function of<Kind extends ProcedureKind>(kind: Kind) {
  return <Input extends z.ZodType, Output extends z.ZodType>(
    about: string,
    input: Input,
    output: Output,
  ): Procedure<Input, Output, Kind> => ({ kind, about, input, output });
}

export const read = of('read');
export const change = of('change');
export const long = of('long');
