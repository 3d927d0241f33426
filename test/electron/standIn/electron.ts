/**
 * Stands in for the module `electron` where its program is not: the built main bundle runs under Node, its window is a page in Chromium. Each
 * part is typed by electron.d.ts, so that what Smearlab uses cannot have another shape here than there. It is no Electron: what only the
 * real one can show is listed in docs/packaging.md.
 */
export { app } from './app.ts';
export { protocol, session } from './session.ts';
export { dialog, Menu, nativeTheme, powerMonitor, screen, shell } from './surroundings.ts';
export { utilityProcess } from './utilityProcess.ts';
export { BrowserWindow } from './window.ts';
