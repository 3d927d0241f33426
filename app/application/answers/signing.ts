/** Answers about the count of a slide, signing it, and its reports. */
import { hashOfJson } from '../../audit/canonicalJson.ts';
import { recorded } from '../../audit/trail.ts';
import type { InputOf, OutputOf } from '../../contract/contract.ts';
import { SmearlabError } from '../../contract/failure.ts';
import type { signingProcedures } from '../../contract/procedures/signing.ts';
import type { ReportedSlide } from '../../contract/signing.ts';
import { rangesOf, readCountedSlide } from '../../slides/countedSlide.ts';
import { picturesOf } from '../../slides/report/pictures.ts';
import { slideReport } from '../../slides/report/slideReport.ts';
import { amendVersion, signVersion } from '../../slides/signing/sign.ts';
import { signableOf } from '../../slides/signing/signable.ts';
import { listVersions, readSigned } from '../../slides/signing/versions.ts';
import { keepRanges, keptRanges } from '../../store/signatures.ts';
import { readSlide } from '../../store/slides.ts';
import type { Store } from '../../store/store.ts';
import type { Answers, Call, Desk } from '../answer.ts';

export function signingAnswers({ trail, users, tell }: Desk): Answers<keyof typeof signingProcedures> {
  const { store } = trail;
  return {
    'slides.count': ({ slide }) => countOf(store, slide),
    'slides.sign': async ({ secret, ...signing }, { session }) => {
      const user = await users.confirm(session, secret);
      users.assertMay(session, 'sign');
      const signed = signVersion(trail, user, signing);
      tell({ name: 'slide', slide: signing.slide });
      return signed;
    },
    'slides.amend': async ({ secret, ...amending }, { session }) => {
      const user = await users.confirm(session, secret);
      users.assertMay(session, 'sign');
      amendVersion(trail, user, amending);
      tell({ name: 'slide', slide: amending.slide });
      return {};
    },
    'slides.versions': ({ slide }) => listVersions(store, slide),
    'slides.signed': ({ slide, version }) => {
      const { hash, head: _, ...document } = readSigned(store, slide, version);
      return { document, hash };
    },
    'slides.report': (asked, call) => reportOf(store, asked, call),
    'slides.ranges': () => ({ ranges: rangesOf(store), isOwn: keptRanges(store) !== undefined }),
    'slides.setRanges': ({ ranges }, { session }) => {
      recorded(trail, users.actor(session), (told) => {
        const before = rangesOf(store);
        keepRanges(store, ranges);
        told({ action: 'reference ranges changed', subject: { kind: 'settings', id: null }, before, after: ranges });
      });
      tell({ name: 'slide', slide: null });
      return {};
    },
  };
}

function countOf(store: Store, slide: number): OutputOf<'slides.count'> {
  const counted = readCountedSlide(store, slide);
  const signable = signableOf(readSlide(store, slide).state.kind, counted.count);
  const signing =
    signable.may === true
      ? { may: 'yes' as const }
      : { may: signable.may === false ? ('no' as const) : signable.may, sentence: signable.sentence };
  return { count: counted.count, seen: hashOfJson(counted), signing };
}

/** What is signed is reported as it was signed, whatever became of the slide since. */
function reportedSlide(store: Store, slide: number, version: number | null): ReportedSlide {
  const row = readSlide(store, slide);
  const signedVersion = version ?? (row.state.kind === 'signed' ? row.version : null);
  if (signedVersion === null) return { counted: readCountedSlide(store, slide), signed: null };
  const { counted, amendment, signature, hash, head } = readSigned(store, slide, signedVersion);
  return { counted, signed: { amendment, signature, hash, head } };
}

async function reportOf(
  store: Store,
  { slide, version, format, language, timeZone }: InputOf<'slides.report'>,
  { signal }: Call,
): Promise<OutputOf<'slides.report'>> {
  if (timeZone !== null && !isTimeZone(timeZone)) throw new SmearlabError('wrong-usage', 'There is no such time zone. Leave it out.');
  const reported = reportedSlide(store, slide, version);
  const { name, mediaType, bytes } = await slideReport(reported, format, {
    language,
    ...(timeZone === null ? {} : { timeZone }),
    pictures: () => picturesOf(store, reported.counted, signal),
  });
  return { name, mediaType, base64: bytes.toString('base64') };
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
