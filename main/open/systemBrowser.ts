/** Opens the browser that the person uses. */
import { spawn } from 'node:child_process';

export type Command = readonly [program: string, ...args: readonly string[]];

/** Pure. */
export function browserCommand(platform: NodeJS.Platform, address: string): Command {
  if (platform === 'darwin') return ['open', address];
  // No shell, which would read the address as a command.
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', address];
  return ['xdg-open', address];
}

/** The browser is nobody's child: it stays when Smearlab ends. */
export function openSystemBrowser(address: string, say: (line: string) => void): void {
  const [program, ...args] = browserCommand(process.platform, address);
  const child = spawn(program, args, { stdio: 'ignore', detached: true });
  child.on('error', () => say('No browser could be opened from here: open the address yourself.'));
  child.unref();
}
