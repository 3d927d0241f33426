/** Events whose default a listener can prevent, as Electron hands them out. */
import type { Event } from 'electron';

type Fields = Readonly<Record<string, unknown>>;

export class Preventable implements Event {
  defaultPrevented = false;

  preventDefault(): void {
    this.defaultPrevented = true;
  }
}

/** @returns whether nobody prevented it */
export function emitPreventable(emit: (event: Preventable) => unknown, fields: Fields = {}): boolean {
  const event = Object.assign(new Preventable(), fields);
  emit(event);
  return !event.defaultPrevented;
}
