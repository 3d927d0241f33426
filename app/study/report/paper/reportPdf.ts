/** A report as a PDF: the page of the study set on paper, its charts as vectors, its tables as text. */
import { Paper } from './paper.ts';
import { readPage } from './readPage.ts';
import { setBlocks } from './setBlocks.ts';

/** @param html what `renderReport` made */
export async function reportPdf(html: string): Promise<Buffer> {
  const { title, blocks } = readPage(html);
  const paper = new Paper(title);
  setBlocks(paper, blocks);
  return paper.end();
}
