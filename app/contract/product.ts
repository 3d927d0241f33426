/** What this program is called, for whoever opens a file that it made. */
import packageJson from '../../package.json' with { type: 'json' };

export const PRODUCT = { name: 'Smearlab', version: packageJson.version } as const;
