/** Stand-ins of what surrounds the window: dialogs, menus, screens, theme, power. */
import { EventEmitter } from 'node:events';
import type { Display, Dialog as ElectronDialog, Menu as ElectronMenu, Shell as ElectronShell, NativeTheme, Screen } from 'electron';
import { type DialogAnswers, did, type ToStandIn } from './control.ts';

let answers: DialogAnswers = {};
process.on('message', (message: ToStandIn) => {
  if (message.type === 'answers') answers = message.answers;
});

/** The options are the last argument; a window may come before them. */
function optionsOf(given: readonly unknown[]): unknown {
  const { title, message, buttons, properties }: Record<string, unknown> = { ...Object(given.at(-1)) };
  return { title, message, buttons, properties };
}

export const dialog: Pick<ElectronDialog, 'showErrorBox' | 'showMessageBox' | 'showOpenDialog'> = {
  showErrorBox: (title, content) => did('error box', { title, content }),
  showMessageBox: async (...given: readonly unknown[]) => {
    did('message box', optionsOf(given));
    return { response: answers.button ?? 0, checkboxChecked: false };
  },
  showOpenDialog: async (...given: readonly unknown[]) => {
    did('open dialog', optionsOf(given));
    const folder = answers.folder ?? null;
    return folder === null ? { canceled: true, filePaths: [] } : { canceled: false, filePaths: [folder] };
  },
};

export const shell: Pick<ElectronShell, 'showItemInFolder'> = {
  showItemInFolder: (file) => did('shown in folder', file),
};

type Template = Parameters<typeof ElectronMenu.buildFromTemplate>[0];

export const Menu = {
  buildFromTemplate: (template: Template) => ({ template }),
  setApplicationMenu: (menu: { readonly template: Template } | null) => {
    did('menu', menu === null ? null : menu.template.map(({ label }) => label));
  },
};

const workArea = { x: 0, y: 0, width: 1600, height: 1000 };
const display: Display = {
  ...{ id: 1, label: 'stand-in', bounds: workArea, workArea, size: workArea, workAreaSize: workArea, rotation: 0, scaleFactor: 1 },
  ...{ accelerometerSupport: 'unknown', touchSupport: 'unknown', colorDepth: 24, colorSpace: '', depthPerComponent: 8, monochrome: false },
  ...{ detected: true, displayFrequency: 60, internal: true, maximumCursorSize: { width: 64, height: 64 }, nativeOrigin: { x: 0, y: 0 } },
};
export const screen: Pick<Screen, 'getAllDisplays' | 'getPrimaryDisplay'> = {
  getPrimaryDisplay: () => display,
  getAllDisplays: () => [display],
};

export const nativeTheme: Pick<NativeTheme, 'shouldUseDarkColors' | 'themeSource'> = { themeSource: 'system', shouldUseDarkColors: false };

/** Of events only the names are Electron's here; who listens to them is typed by electron.d.ts. */
export const powerMonitor = new EventEmitter();
