/** What the options of `smearlab classify` mean. Pure. */
import { SmearlabError } from '../../app/contract/failure.ts';

export type NamedRun = { readonly run: number; readonly name: string; readonly study: string | null };

/** The run of a name, or of STUDY/RUN. @throws SmearlabError wrong-usage for none and for several, with those there are */
export function runCalled(all: readonly NamedRun[], asked: string): number {
  const whole = ({ study, name }: NamedRun) => (study === null ? name : `${study}/${name}`);
  const found = all.filter((run) => run.name === asked || whole(run) === asked);
  const [first, second] = found;
  if (first !== undefined && second === undefined) return first.run;
  const names = (found.length === 0 ? all : found).map(whole).join(', ') || 'there is none';
  const what = found.length === 0 ? 'No finished run that can classify is' : 'Several runs are';
  throw new SmearlabError('wrong-usage', `${what} called ${asked}. Choose one: ${names}.`);
}

/** @returns null where nothing is said @throws SmearlabError wrong-usage for what is no probability */
export function thresholdOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  const value = /^\d*\.?\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (value >= 0 && value <= 1) return value;
  throw new SmearlabError('wrong-usage', `--threshold takes a probability from 0 to 1; "${text}" is none.`);
}
