/** What `npm start -- …` can be told. */
import { Command } from 'commander';
import { SmearlabError } from '../../app/contract/failure.ts';

export type OpenOptions = {
  readonly browser: boolean;
  /** Undefined: the chosen data folder, or the default. */
  readonly library: string | undefined;
  /** 0: any that is free. */
  readonly port: number;
};

/** @throws SmearlabError wrong-usage; CommanderError for --help and unknown options, which commander has explained */
export function openOptions(args: readonly string[]): OpenOptions {
  const command = new Command('npm start --')
    .description('Opens Smearlab: in a window, or for a browser on this computer where no window can be had.')
    .option('--library <dir>', 'the data folder (default: the one chosen in the settings, else Smearlab in your own folder)')
    .option('--browser', 'for a browser, also where a window could be had', false)
    .option('--port <n>', 'the port for the browser (default: any that is free)')
    .allowExcessArguments(false)
    .showHelpAfterError('(--help explains)')
    .exitOverride();
  command.parse(args, { from: 'user' });
  const { browser, library, port } = command.opts<{ browser: boolean; library?: string; port?: string }>();
  if (library?.trim() === '') throw new SmearlabError('wrong-usage', '--library needs the path of a folder.');
  return { browser, library, port: port === undefined ? 0 : portOf(port) };
}

function portOf(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port >= 1 && port <= 65_535) return port;
  throw new SmearlabError('wrong-usage', `--port ${text} is no port. Give a number from 1024 to 65535, or leave it out.`);
}
