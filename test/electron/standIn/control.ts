/** What a test and the stand-in say to each other, over the channel of the process in which the main bundle runs. */

/** How dialogs are answered from now on; those of the real Electron are answered in the same way by its driver. */
export type DialogAnswers = {
  /** The folder that is chosen; null: the dialog is closed. */
  readonly folder?: string | null;
  /** The number of the button. */
  readonly button?: number;
};

export type ToStandIn =
  | { readonly type: 'answers'; readonly answers: DialogAnswers }
  /** The person closes the window. */
  | { readonly type: 'close-window' }
  | { readonly type: 'minimize' }
  /** The person ends the program, by its menu or keys. */
  | { readonly type: 'quit' };

/** What a test wants to know of what happened, in its order. */
export type Happened =
  | { readonly type: 'page'; readonly debuggingPort: number }
  | { readonly type: 'did'; readonly what: string; readonly details?: unknown };

export function tell(happened: Happened): void {
  process.send?.(happened);
}

export function did(what: string, details?: unknown): void {
  tell(details === undefined ? { type: 'did', what } : { type: 'did', what, details });
}
