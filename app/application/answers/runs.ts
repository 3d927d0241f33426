/** Answers about runs: which there are, how they compare, and the images behind the numbers. */
import { SmearlabError } from '../../contract/failure.ts';
import type { runsProcedures } from '../../contract/procedures/runs.ts';
import { historyOf } from '../../store/gallery.ts';
import { cardsOfIds } from '../../store/pages.ts';
import { listAllRuns, noteRun, tagRuns } from '../../store/runList.ts';
import { studiesOfSubsets } from '../../store/studies.ts';
import type { Answers, Desk } from '../answer.ts';
import { imageWithId, placeWithId } from '../dataSets.ts';
import { findReport, reportFile } from '../reports/reportFiles.ts';
import { settingsOfRuns } from '../runs/compareChosen.ts';
import { filesOf } from '../runs/explain.ts';
import { listed, tagsOf } from '../runs/listed.ts';

export function runsAnswers({ library, comparing, explainer, services, tell }: Desk): Answers<keyof typeof runsProcedures> {
  const { store, folder } = library;
  return {
    'runs.list': ({ filter, sort }) => {
      // Whoever looks at the table is likely to compare next, and need not wait for a thread to begin.
      comparing.begin();
      const all = listAllRuns(store);
      return { total: all.length, runs: listed(all, filter, sort), tags: tagsOf(all) };
    },
    'runs.tag': ({ runs, tag, isOn }) => {
      tagRuns(store, runs, tag, isOn);
      tell({ name: 'runs' });
      return {};
    },
    'runs.note': ({ run, note }) => {
      noteRun(store, run, note);
      tell({ name: 'runs' });
      return {};
    },
    'runs.settings': ({ runs }) => settingsOfRuns(store, runs),
    'runs.compare': ({ runs, baseline }, { signal }) => comparing.run('compareRuns', { folder: folder.root, runs, baseline }, { signal }),
    'runs.studies': () => studiesOfSubsets(store),
    'runs.study': ({ study }, { signal }) => comparing.run('compareStudy', { folder: folder.root, study }, { signal }),
    'runs.gallery': (asked, { signal }) => comparing.run('gallery', { folder: folder.root, ...asked }, { signal }),
    'runs.explain': ({ run, image, class: asked }, { signal }) =>
      explainer.explain({ ...filesOf(library, run, image), class: asked }, signal),
    'runs.report': (reported, { signal }) => comparing.run('report', { folder: folder.root, reported }, { signal }),
    'runs.showReport': ({ report }) => {
      if (services.showFile === undefined) throw new SmearlabError('wrong-usage', 'No window can be opened here: download the report.');
      services.showFile(reportFile(findReport(folder.root, report), 'pdf'));
      return {};
    },
    'runs.history': ({ image }) => {
      const { id, dataSetId } = imageWithId(store, image);
      const [card] = cardsOfIds(store, [id]);
      if (card === undefined) throw new SmearlabError('wrong-usage', 'This image is not in the library any more.');
      return { image: card, classes: [...placeWithId(store, dataSetId).classes], answers: historyOf(store, id) };
    },
  };
}
