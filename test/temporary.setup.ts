/** What tests and their processes write into the system's temporary folder goes into one of this run's own, which is taken away at its end. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where `tmpdir` looks, on Linux and macOS, and on Windows. */
const NAMES = ['TMPDIR', 'TEMP', 'TMP'] as const;

export default function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'smearlab-tests-'));
  // Some tests start Smearlab as another user.
  chmodSync(folder, 0o755);
  const before = NAMES.map((name) => [name, process.env[name]] as const);
  for (const name of NAMES) process.env[name] = folder;
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
    // A browser that has just been closed may still write.
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  };
}
