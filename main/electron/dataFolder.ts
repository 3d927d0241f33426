/** Opens the application on its data folder, and lets the person choose another one when the folder is not there. */
import { resolve } from 'node:path';
import { dialog } from 'electron';
import type { Services } from '../../app/application/answer.ts';
import { type Application, openApplication } from '../../app/application/application.ts';
import { chooseDataFolder, chosenDataFolder } from '../../app/application/dataFolderPointer.ts';
import { asFailure } from '../../app/contract/failure.ts';
import { thisSystem } from '../faces/services.ts';
import { namedFolder } from './namedFolder.ts';
import type { Words } from './words.ts';

/**
 * @returns undefined when the person gives up
 * @throws SmearlabError what opening the folder throws, such as in-use
 */
export async function openOnDataFolder(args: readonly string[], services: Services, words: Words): Promise<Application | undefined> {
  for (;;) {
    try {
      const named = namedFolder(args);
      return openApplication(named === undefined ? chosenDataFolder(thisSystem()) : resolve(named), services);
    } catch (error) {
      const { kind, message } = asFailure(error);
      if (kind !== 'missing-file') throw error;
      const folder = await otherFolder(message, words);
      if (folder === undefined) return undefined;
      chooseDataFolder(folder, thisSystem());
    }
  }
}

async function otherFolder(sentence: string, words: Words): Promise<string | undefined> {
  const { response } = await dialog.showMessageBox({
    ...{ type: 'warning', message: words.notOpened, detail: sentence, noLink: true },
    ...{ buttons: [words.otherFolder, words.quit], defaultId: 0, cancelId: 1 },
  });
  if (response !== 0) return undefined;
  const { filePaths } = await dialog.showOpenDialog({ title: words.chooseFolder, properties: ['openDirectory', 'createDirectory'] });
  return filePaths[0];
}
