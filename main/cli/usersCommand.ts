/** `smearlab users …`: who may sign in at a data folder, and a new PIN where one was forgotten. */
import { userInfo } from 'node:os';
import type { Command } from 'commander';
import { headFileOf } from '../../app/audit/headFile.ts';
import { openLibrary, readingLibrary } from '../../app/library/library.ts';
import { listUsers } from '../../app/store/users.ts';
import { resetSecret } from '../../app/users/resetSecret.ts';
import { withLibraryOption } from './libraryOptions.ts';

type Options = { readonly library: string };

export function addUsersCommand(program: Command): void {
  const group = program.command('users').description('The users of a data folder, who sign slides.');
  withLibraryOption(group.command('list')).description('Lists the users with their roles.').action(list);
  withLibraryOption(group.command('new-pin'))
    .description('Makes a new PIN for a user who forgot theirs, prints it and records that it was made; the user then chooses another one.')
    .argument('<name>', 'as the user is called')
    .action(newPin);
}

async function list({ library }: Options): Promise<void> {
  for (const { name, role, isActive } of await readingLibrary(library, listUsers)) {
    console.log(`${role.padEnd(14)} ${name}${isActive ? '' : ' (has left)'}`);
  }
}

async function newPin(name: string, { library: root }: Options): Promise<void> {
  // Opening it to write would make a library where there is none.
  await readingLibrary(root, listUsers);
  const { library, close } = openLibrary(root);
  try {
    const trail = { store: library.store, headFile: headFileOf(library.folder.root), now: () => new Date() };
    console.log(await resetSecret(trail, { kind: 'command', account: userInfo().username }, name));
  } finally {
    close();
  }
}
