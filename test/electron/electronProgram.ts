/** The program in the real Electron, where its program is and has a display. */
import { spawn } from 'node:child_process';
import { _electron as electron } from 'playwright-core';
import { hasDisplay } from '../../main/open/chooseFace.ts';
import { electronPackage, electronProgram } from '../../main/open/electron.ts';
import { type Folders, type Kind, type Program, ROOT } from './program.ts';

const folder = electronPackage();
const PROGRAM = folder === undefined ? undefined : electronProgram(folder, process.platform, process.env);

export const realElectron: Kind = { name: 'Electron', missing: whyMissing(), start };

function whyMissing(): string | undefined {
  if (PROGRAM === undefined) return 'skipped where Electron’s program is not here (npm exec install-electron fetches it)';
  return hasDisplay(process.platform, process.env) ? undefined : 'skipped where there is no display (xvfb-run makes one)';
}

async function start(folders: Folders): Promise<Program> {
  const args = argumentsOf(folders);
  const executablePath = PROGRAM ?? '';
  const started = await electron.launch({ executablePath, args, cwd: ROOT });
  const child = started.process();
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return {
    ...{ page: await started.firstWindow(), told: [], ended, process: child.pid ?? 0 },
    answer: ({ folder: chosen = null, button = 0 }) =>
      started.evaluate(
        ({ dialog }, to) => {
          dialog.showOpenDialog = () => Promise.resolve({ canceled: to.chosen === null, filePaths: to.chosen === null ? [] : [to.chosen] });
          dialog.showMessageBox = () => Promise.resolve({ response: to.button, checkboxChecked: false });
        },
        { chosen, button },
      ),
    closeWindow: () => started.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close()),
    quit: () => started.evaluate(({ app }) => app.quit()),
    minimize: () => started.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize()),
    isMinimized: () => started.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMinimized() ?? false),
    openWindows: () => started.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length),
    startAgain: () => new Promise((resolve) => spawn(executablePath, args, { cwd: ROOT, stdio: 'ignore' }).once('exit', resolve)),
  };
}

function argumentsOf({ library, own }: Folders): string[] {
  // Chromium refuses its sandbox to root, who only runs tests.
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return [...root, `--user-data-dir=${own}`, ROOT, '--library', library];
}
