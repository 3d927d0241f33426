/** How the browser that tests drive comes onto this machine: decided from what the machine is. Pure. */

export type Machine = {
  /** The path of a browser that is here. */
  readonly chromium: string | undefined;
  /** ID and ID_LIKE of /etc/os-release; empty where there is none. */
  readonly system: readonly string[];
  readonly hasAptGet: boolean;
  readonly isRoot: boolean;
  /** `sudo -n` works: without a password. */
  readonly hasSudo: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
};

/** `install`: commands to be run one after the other. */
export type Means =
  | { readonly kind: 'here' }
  | { readonly kind: 'install'; readonly commands: readonly (readonly string[])[] }
  | { readonly kind: 'skip'; readonly because: string };

/** A mirror that does not answer is given up soon. */
const PATIENCE = ['-o', 'Acquire::Retries=1', '-o', 'Acquire::http::Timeout=20', '-o', 'DPkg::Lock::Timeout=20'];

export function howToGet({ chromium, system, hasAptGet, isRoot, hasSudo, environment }: Machine): Means {
  if (chromium !== undefined) return { kind: 'here' };
  if (!['', '0', 'false'].includes(environment['SMEARLAB_OFFLINE'] ?? '')) return skip('SMEARLAB_OFFLINE is set');
  if (system.includes('ubuntu')) return skip('Ubuntu’s package chromium brings a snap, which tests cannot drive');
  if (!system.includes('debian') || !hasAptGet) return skip('it is installed for tests on Debian alone');
  if (!isRoot && !hasSudo) return skip('installing it needs root, or sudo without a password');
  const as = isRoot ? [] : ['sudo', '-n'];
  const apt = [...as, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq', ...PATIENCE];
  return {
    kind: 'install',
    commands: [
      [...apt, 'update'],
      [...apt, 'install', '--yes', '--no-install-recommends', 'chromium'],
    ],
  };
}

function skip(because: string): Means {
  return { kind: 'skip', because };
}
