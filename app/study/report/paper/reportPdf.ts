/** A report as a PDF: the page of the study set on paper, its charts as vectors, its tables as text. */
import { SmearlabError } from '../../../contract/failure.ts';
import { MADE_BY } from '../shell.ts';
import { Paper } from './paper.ts';
import { readPage } from './readPage.ts';
import { setBlocks } from './setBlocks.ts';

/**
 * @param html the page of a report of ours
 * @throws SmearlabError `wrong-usage` for a page that is no report of ours, `unreadable-image` for a picture in it that is none
 */
export async function reportPdf(html: string): Promise<Buffer> {
  const { title, blocks } = readPage(html);
  if (!html.includes(MADE_BY) || blocks.length === 0)
    throw new SmearlabError('wrong-usage', 'This page is no report that Smearlab has made.');
  const paper = new Paper(title);
  setBlocks(paper, blocks);
  return paper.end();
}
