import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findReport, reportFile, reportName, writeReport } from './reportFiles.ts';

const createdAt = new Date('2026-11-23T05:51:13.900Z');
const report = { of: 'wbc-10-plain and wbc-10-masks', createdAt, html: '<p>page</p>', pdf: Buffer.from('%PDF-') };

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'smearlab-reports-'));
});
afterEach(() => rmSync(root, { recursive: true }));

describe('the name of a report', () => {
  it.each([
    ['wbc-10-plain and 2 others', '2026-11-23-055113-wbc-10-plain-and-2-others'],
    ['Übung 1 (Färbung)', '2026-11-23-055113-Übung-1-Färbung'],
    ['../../etc/passwd', '2026-11-23-055113-etc-passwd'],
    ['a/b\\c:d*e?f"g<h>i|j\u0000k', '2026-11-23-055113-a-b-c-d-e-f-g-h-i-j-k'],
    ['...', '2026-11-23-055113'],
    ['', '2026-11-23-055113'],
    ['x'.repeat(500), `2026-11-23-055113-${'x'.repeat(60)}`],
  ])('of %j is %s', (of, name) => expect(reportName(of, createdAt)).toBe(name));
});

describe('a written report', () => {
  it('is both files in a folder of its own, and is found by its id', () => {
    const written = writeReport(root, report);
    expect(readFileSync(reportFile(written, 'html'), 'utf8')).toBe('<p>page</p>');
    expect(readFileSync(reportFile(written, 'pdf'), 'utf8')).toBe('%PDF-');
    expect(findReport(root, written.id)).toEqual(written);
    expect(readdirSync(join(root, 'reports'))).toEqual(['2026-11-23-055113-wbc-10-plain-and-wbc-10-masks']);
  });

  it('of the same second and runs is another one', () => {
    const [one, two] = [writeReport(root, report), writeReport(root, { ...report, html: 'later' })];
    expect(two.folder).toBe(`${one.folder}-2`);
    expect(two.id).not.toBe(one.id);
    expect(readFileSync(reportFile(one, 'html'), 'utf8')).toBe('<p>page</p>');
  });

  it.each(['', '0123456789abcdef', '..', '../..', 'reports', '*'])('is not found by %j', (id) => {
    writeReport(root, report);
    expect(() => findReport(root, id)).toThrow('This report is not there any more.');
  });

  it('is not looked for where none was written', () => {
    expect(() => findReport(root, '0123456789abcdef')).toThrow('This report is not there any more.');
  });

  it('is refused in a sentence where something else is in its place', () => {
    writeFileSync(join(root, 'reports'), 'a file');
    expect(() => writeReport(root, report)).toThrow(expect.objectContaining({ name: 'SmearlabError', kind: 'not-writable' }));
  });

  it('leaves nothing where its second file cannot be written', () => {
    const name = reportName(report.of, createdAt);
    mkdirSync(join(root, 'reports'));
    const failing = {
      ...report,
      get pdf(): Uint8Array {
        throw new Error('no room');
      },
    };
    expect(() => writeReport(root, failing)).toThrow('no room');
    expect(readdirSync(join(root, 'reports'))).not.toContain(name);
  });
});
