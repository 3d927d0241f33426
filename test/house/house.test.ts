/** The direction of imports (docs/house.md) is held by Biome's rules; these tests hold the rules. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

type Import = readonly [file: string, specifier: string];

/** The imports that our lint rules refuse, out of these; they are tried in a small house of their own under our biome.json. */
function refusedOf(imports: readonly Import[]): Import[] {
  const house = mkdtempSync(join(tmpdir(), 'smearlab-house-'));
  try {
    copyFileSync(join(ROOT, 'biome.json'), join(house, 'biome.json'));
    const files = imports.map(([file, specifier], index) => {
      const tried = join(dirname(file), `tried-${index}.ts`);
      mkdirSync(join(house, dirname(file)), { recursive: true });
      writeFileSync(join(house, tried), `import { x } from '${specifier}';\n\nexport const y = x;\n`);
      return tried;
    });
    const { stdout } = spawnSync(
      'biome',
      ['lint', '--vcs-enabled=false', '--only=style/noRestrictedImports', '--max-diagnostics=none', '--reporter=github'],
      {
        cwd: house,
        encoding: 'utf8',
        shell: process.platform === 'win32',
      },
    );
    return imports.filter((_, index) =>
      stdout.split('\n').some((line) => line.includes('noRestrictedImports') && line.includes(`${files[index]}`)),
    );
  } finally {
    rmSync(house, { recursive: true, force: true });
  }
}

const AGAINST: readonly Import[] = [
  ['app/contract/a.ts', '../store/store.ts'],
  ['app/contract/a.ts', 'node:fs'],
  ['app/random/a.ts', '../library/subset.ts'],
  ['app/engine/a.ts', '../library/pixels.ts'],
  ['app/engine/onnx/a.ts', '../../networks/ensemble.ts'],
  ['app/networks/a.ts', '../training/train.ts'],
  ['app/evaluation/a.ts', '../store/store.ts'],
  ['app/store/a.ts', '../library/subset.ts'],
  ['app/library/a.ts', '../engine/engine.ts'],
  ['app/library/sample/a.ts', '../../study/plan.ts'],
  ['app/training/a.ts', '../store/runs.ts'],
  ['app/training/a.ts', '../study/plan.ts'],
  ['app/training/a.ts', '../export/exportModel.ts'],
  ['app/networks/a.ts', '../export/facts.ts'],
  ['app/export/a.ts', '../store/runs.ts'],
  ['app/export/onnx/a.ts', '../../study/plan.ts'],
  ['app/study/a.ts', '../../main/cli/exit.ts'],
  ['app/study/a.ts', 'electron'],
  ['app/study/report/a.ts', 'react'],
  ['app/library/a.ts', 'node:http'],
  ['app/study/a.ts', '../application/application.ts'],
  ['app/study/a.ts', '../slides/details.ts'],
  ['app/export/a.ts', '../slides/details.ts'],
  ['app/slides/a.ts', '../application/application.ts'],
  ['app/audit/a.ts', '../users/users.ts'],
  ['app/audit/a.ts', '../slides/details.ts'],
  ['app/users/a.ts', '../slides/details.ts'],
  ['app/users/a.ts', '../library/library.ts'],
  ['app/store/a.ts', '../audit/trail.ts'],
  ['app/study/a.ts', '../users/users.ts'],
  ['app/contract/a.ts', '../users/users.ts'],
  ['app/store/a.ts', '../application/application.ts'],
  ['app/application/a.ts', '../../main/server/server.ts'],
  ['app/application/answers/a.ts', 'electron'],
  ['renderer/a.ts', '../app/store/store.ts'],
  ['renderer/a.ts', '../main/cli/exit.ts'],
  ['renderer/a.ts', 'node:fs'],
  ['renderer/library/a.ts', '../../app/library/library.ts'],
  ['renderer/library/a.ts', '../../app/application/answer.ts'],
  ['main/cli/a.ts', 'electron'],
  ['main/engine-process/a.ts', 'electron/main'],
  ['main/faces/a.ts', '../electron/policies.ts'],
  ['main/open/a.ts', 'electron'],
  ['main/server/a.ts', 'electron'],
  ['main/electron/a.ts', '../../renderer/theme/theme.ts'],
  ['main/preload/a.ts', 'node:fs'],
  ['main/preload/a.ts', 'zod'],
  ['main/preload/a.ts', '../electron/policies.ts'],
  ['main/preload/a.ts', '../../app/application/application.ts'],
];

const ALONG: readonly Import[] = [
  ['app/contract/a.ts', './words.ts'],
  ['app/networks/a.ts', '../engine/description.ts'],
  ['app/library/a.ts', '../store/store.ts'],
  ['app/training/a.ts', '../library/pixels.ts'],
  ['app/export/a.ts', '../training/checkpoint.ts'],
  ['app/study/a.ts', '../training/train.ts'],
  ['app/slides/a.ts', '../study/libraryStudy.ts'],
  ['app/slides/quality/a.ts', '../../library/decode.ts'],
  ['app/application/a.ts', '../slides/details.ts'],
  ['app/audit/a.ts', '../store/store.ts'],
  ['app/users/a.ts', '../audit/trail.ts'],
  ['app/users/a.ts', '../store/users.ts'],
  ['app/slides/a.ts', '../audit/trail.ts'],
  ['app/slides/signing/a.ts', '../../users/users.ts'],
  ['app/contract/a.ts', './users.ts'],
  ['main/cli/a.ts', '../../app/study/runStudy.ts'],
  ['app/application/answers/a.ts', '../../library/library.ts'],
  ['main/server/a.ts', '../../app/application/application.ts'],
  ['renderer/a.ts', '../app/contract/words.ts'],
  ['renderer/library/a.ts', '../../app/contract/procedures/library.ts'],
  ['renderer/frame/a.ts', '../library/LibraryScreen.tsx'],
  ['main/electron/a.ts', 'electron'],
  ['main/electron/a.ts', '../preload/channels.ts'],
  ['main/electron/a.ts', '../../app/application/application.ts'],
  ['main/preload/a.ts', 'electron'],
  ['main/preload/a.ts', './channels.ts'],
  ['main/preload/a.ts', '../../app/contract/messages.ts'],
];

describe('the direction of imports', () => {
  it('is held: every import against it is refused', () => {
    expect(refusedOf(AGAINST)).toEqual(AGAINST);
  });

  it('leaves imports along it free', () => {
    expect(refusedOf(ALONG)).toEqual([]);
  });

  it('is held in every room under app/', () => {
    const rooms = readdirSync(join(ROOT, 'app'));
    const escapes = rooms.map((room): Import => [`app/${room}/a.ts`, '../../main/cli/exit.ts']);
    expect(refusedOf(escapes)).toEqual(escapes);
  });
});
