/** The foot of the sheet: who signed it and what that means, and with what it was made. */
import type { ReportedSlide } from '../../../contract/signing.ts';
import { REPORT_WORDS } from '../reportWords.ts';
import { RESEARCH_USE_ONLY } from '../researchUse.ts';
import { plainNumber, timeText } from './numbers.ts';
import type { PaperStyle } from './paperStyle.ts';
import { QUIET, type Sheet } from './sheet.ts';

const LINE = 10;

/** @returns where it begins */
export function setFoot(sheet: Sheet, slide: ReportedSlide, style: PaperStyle): number {
  const facts = factsOf(slide, style);
  const top = sheet.bottom - 44 - facts.length * LINE;
  const { left, width } = sheet;
  sheet.rule(top);
  setSignature(sheet, slide, top + 7, style);
  facts.forEach(([label, value], at) => {
    const y = top + 36 + at * LINE;
    sheet.line(label, { x: left, y, width: 140 }, { size: 7, ink: QUIET });
    sheet.line(value, { x: left + 140, y, width: width - 140 }, { size: 7, font: /^[0-9a-f]{64}/.test(value) ? 'code' : 'plain' });
  });
  sheet.line(RESEARCH_USE_ONLY[style.language], { x: left, y: sheet.bottom, width }, { size: 7, ink: QUIET, align: 'center' });
  return top - 8;
}

function setSignature(sheet: Sheet, { signed }: ReportedSlide, y: number, style: PaperStyle): void {
  const words = REPORT_WORDS[style.language];
  const { left, width } = sheet;
  if (signed === null) {
    sheet.line(words.notSigned, { x: left, y, width }, { size: 10.5, font: 'bold' });
    return;
  }
  const { name, role, meaning, signedAt } = signed.signature;
  const box = { x: left, width: width * 0.62 };
  const taken = sheet.line(name, { ...box, y }, { size: 10.5, font: 'bold' });
  sheet.line(words.role[role], { x: left + taken + 6, y: y + 2, width: Math.max(0, box.width - taken - 6) }, { ink: QUIET });
  sheet.line(words.meaning[meaning], { ...box, y: y + 13.5 });
  const right = { x: left + width * 0.62, width: width * 0.38 };
  sheet.line(words.signed, { ...right, y }, { size: 7, ink: QUIET, align: 'right' });
  sheet.line(timeText(signedAt, style), { ...right, y: y + 10 }, { align: 'right' });
}

function factsOf({ counted, signed }: ReportedSlide, style: PaperStyle): (readonly [label: string, value: string])[] {
  const { model, program } = counted;
  const words = REPORT_WORDS[style.language];
  const [modelName, checkpoint, dataSet, threshold, programName, hash, trail] = words.facts;
  const settings = `${plainNumber(model.threshold, style)}, T = ${plainNumber(model.temperature, style)}${model.testTimeAugmentation ? ', TTA' : ''}`;
  return [
    [modelName, `${model.name} (${model.network}, ${model.imageSize} px) · ${threshold} ${settings}`],
    [checkpoint, model.checkpoint],
    [`${dataSet} ${model.dataSet.name}, SHA-256`, model.dataSet.hash],
    [programName, `${program.name} ${program.version}`],
    ...(signed === null
      ? []
      : ([
          [hash, signed.hash],
          [`${trail}, ${words.row} ${signed.head.count}`, signed.head.hash],
        ] as const)),
  ];
}
