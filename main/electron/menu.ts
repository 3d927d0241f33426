/** The menu: what a person expects of every program, and nothing that leads out of it. Pure. */
import type { MenuItemConstructorOptions } from 'electron';
import { PRODUCT } from '../../app/contract/product.ts';
import type { Words } from './words.ts';

export type MenuFor = { readonly platform: NodeJS.Platform; readonly isPackaged: boolean; readonly words: Words };

export function menuOf({ platform, isPackaged, words }: MenuFor): MenuItemConstructorOptions[] {
  const isMac = platform === 'darwin';
  const program: MenuItemConstructorOptions = isMac
    ? {
        label: PRODUCT.name,
        submenu: [{ role: 'about' }, SEPARATOR, { role: 'hide' }, { role: 'hideOthers' }, SEPARATOR, { role: 'quit' }],
      }
    : { label: words.file, submenu: [{ role: 'quit', label: words.quit }] };
  return [
    program,
    {
      label: words.edit,
      submenu: [
        { role: 'undo', label: words.undo },
        { role: 'redo', label: words.redo },
        SEPARATOR,
        { role: 'cut', label: words.cut },
        { role: 'copy', label: words.copy },
        { role: 'paste', label: words.paste },
        { role: 'selectAll', label: words.selectAll },
      ],
    },
    {
      label: words.view,
      submenu: [
        { role: 'zoomIn', label: words.zoomIn },
        { role: 'zoomOut', label: words.zoomOut },
        { role: 'resetZoom', label: words.resetZoom },
        SEPARATOR,
        { role: 'togglefullscreen', label: words.fullScreen },
        ...(isPackaged ? [] : developer(words)),
      ],
    },
    {
      label: words.window,
      submenu: [
        { role: 'minimize', label: words.minimize },
        { role: 'close', label: words.close },
      ],
    },
  ];
}

const SEPARATOR: MenuItemConstructorOptions = { type: 'separator' };

function developer(words: Words): MenuItemConstructorOptions[] {
  return [SEPARATOR, { role: 'reload', label: words.reload }, { role: 'toggleDevTools', label: words.developer }];
}
