/**
 * Before a package is made: whether the native parts of the system that it is for are here. npm installs those of this computer, and a package
 * without them would be made all the same, and fail at its first picture.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** electron-builder's numbers of processors. */
const ARCHS: Readonly<Record<number, string>> = { 1: 'x64', 3: 'arm64' };

/** Where each part must lie, from node_modules. Pure. */
export function nativeParts(platform: string, arch: string): string[] {
  return [
    `onnxruntime-node/bin/napi-v6/${platform}/${arch}/onnxruntime_binding.node`,
    `better-sqlite3/prebuilds/${platform}-${arch}.node`,
    `@img/sharp-${platform}-${arch}/package.json`,
    // On Windows libvips lies in the package of sharp itself.
    ...(platform === 'win32' ? [] : [`@img/sharp-libvips-${platform}-${arch}/package.json`]),
  ];
}

/** A sentence for the person who makes the package; undefined where nothing is missing. Pure. */
export function whyNotPackaged(platform: string, arch: string, isHere: (part: string) => boolean): string | undefined {
  const missing = nativeParts(platform, arch).filter((part) => !isHere(part));
  if (missing.length === 0) return undefined;
  const what = `There can be no package for ${platform} on ${arch}: ${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} not in node_modules.`;
  if (missing.some((part) => !part.startsWith('@img/'))) return `${what} The package that should bring it has none for that system.`;
  return `${what} npm ci --os=${platform} --cpu=${arch} brings what can be had.`;
}

type Packing = { readonly packager: { readonly projectDir: string }; readonly electronPlatformName: string; readonly arch: number };

/** electron-builder's hook. @throws Error with that sentence */
export default function beforePack({ packager, electronPlatformName, arch }: Packing): void {
  const folder = join(packager.projectDir, 'node_modules');
  const why = whyNotPackaged(electronPlatformName, ARCHS[arch] ?? `processor ${arch}`, (part) => existsSync(join(folder, part)));
  if (why !== undefined) throw new Error(why);
}
