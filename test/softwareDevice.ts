/** The environment in which WebGPU opens without a graphics card: on the software device that comes with Chromium. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Debian's. It must be in a process's environment when the process starts: the loader of libraries reads it once. */
const CHROMIUM = '/usr/lib/chromium';
const DRIVER = join(CHROMIUM, 'vk_swiftshader_icd.json');

/** Empty where there is no such device: then a graphics card that opens is what the tests are held against. */
export const SOFTWARE_DEVICE: Readonly<Record<string, string>> = existsSync(DRIVER)
  ? {
      VK_ICD_FILENAMES: DRIVER,
      // Chromium brings the Vulkan loader, which a computer without a graphics card need not have.
      LD_LIBRARY_PATH: [process.env['LD_LIBRARY_PATH'], CHROMIUM].filter((path) => path !== undefined && path !== '').join(delimiter),
    }
  : {};
