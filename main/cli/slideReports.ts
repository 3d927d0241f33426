/** What `smearlab classify` leaves beside slide.json: reports, and an audit trail of its own. */
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { headFileOf } from '../../app/audit/headFile.ts';
import { readCountedSlide } from '../../app/slides/countedSlide.ts';
import type { Recording } from '../../app/slides/recording.ts';
import { picturesOf } from '../../app/slides/report/pictures.ts';
import { slideReport } from '../../app/slides/report/slideReport.ts';
import type { Store } from '../../app/store/store.ts';
import { writeWholeFile } from '../../app/training/wholeFile.ts';

/** Changes in the output folder are recorded as those of the account that the command was started under. */
export function recordingAt(out: string, store: Store): Recording {
  return {
    trail: { store, headFile: headFileOf(out), now: () => new Date() },
    actor: { kind: 'command', account: userInfo().username },
  };
}

/** For people and for hospital systems; nothing of it is signed. @throws SmearlabError disk-full, not-writable */
export async function writeReports(store: Store, slide: number, out: string, signal: AbortSignal): Promise<void> {
  const reported = { counted: readCountedSlide(store, slide), signed: null };
  const pictures = () => picturesOf(store, reported.counted, signal);
  for (const [format, name] of [
    ['pdf', 'slide.pdf'],
    ['fhir', 'slide.fhir.json'],
  ] as const) {
    const { bytes } = await slideReport(reported, format, { language: 'en', pictures });
    writeWholeFile(join(out, name), [bytes]);
  }
}
