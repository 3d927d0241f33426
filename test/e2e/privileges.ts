/** What only some machines let a test do; where they do not, the test says so in its name. */
import { execFileSync } from 'node:child_process';
import { newFolder } from './smearlab.ts';

export const isRoot = process.getuid?.() === 0;

/** Whether a small disk can be mounted to be filled. */
export function canMount(): boolean {
  const folder = newFolder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'ignore' });
    execFileSync('umount', [folder]);
    return true;
  } catch {
    return false;
  }
}
