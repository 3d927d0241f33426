/** Answers about the program itself and its long work. */
import { SmearlabError } from '../../contract/failure.ts';
import type { applicationProcedures } from '../../contract/procedures/application.ts';
import { PRODUCT } from '../../contract/product.ts';
import { listPlaced } from '../../store/dataSets.ts';
import type { Answers, Desk } from '../answer.ts';

export function applicationAnswers({ library, settings, work, services }: Desk): Answers<keyof typeof applicationProcedures> {
  return {
    'application.start': () => ({
      version: PRODUCT.version,
      choosesFolders: services.chooseFolder !== null,
      showsFiles: services.showFile !== undefined,
      settings: settings.current,
      isFirstStart: listPlaced(library.store).length === 0,
    }),
    'application.chooseFolder': async () => {
      if (services.chooseFolder === null)
        throw new SmearlabError('wrong-usage', 'No window can be opened here: type the path of the folder.');
      return { folder: await services.chooseFolder() };
    },
    'work.list': () => work.list(),
    'work.stop': ({ id }) => {
      work.stop(id);
      return {};
    },
  };
}
