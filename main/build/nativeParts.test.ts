import { describe, expect, it } from 'vitest';
import { nativeParts, whyNotPackaged } from './nativeParts.ts';

describe('a package', () => {
  const npm = (platform: string, arch: string) => (part: string) =>
    part.startsWith('@img/')
      ? part.endsWith(`-${platform}-${arch}/package.json`)
      : !part.includes('darwin-x64') && !part.includes('darwin/x64');

  it.each([
    ['linux', 'x64'],
    ['linux', 'arm64'],
    ['win32', 'x64'],
    ['darwin', 'arm64'],
  ])('for %s on %s can be made where its parts are installed', (platform, arch) => {
    expect(whyNotPackaged(platform, arch, npm(platform, arch))).toBeUndefined();
  });

  it.each([
    ['linux', 'arm64'],
    ['win32', 'x64'],
    ['darwin', 'arm64'],
  ])('for %s on %s cannot be made from an installation for another system, which is said with the way out', (platform, arch) => {
    expect(whyNotPackaged(platform, arch, npm('linux', 'x64'))).toMatch(new RegExp(`npm ci --os=${platform} --cpu=${arch} brings`));
  });

  it('for a processor that ONNX Runtime has no library for cannot be made at all', () => {
    expect(whyNotPackaged('darwin', 'x64', npm('darwin', 'x64'))).toMatch(/onnxruntime-node.*has none for that system\.$/);
  });

  it('names each part in a place of its system', () => {
    for (const part of nativeParts('win32', 'arm64')) expect(part).toMatch(/win32.arm64/);
  });
});
