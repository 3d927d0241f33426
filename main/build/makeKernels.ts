/** `npm run kernels`: compiles the engine's WebAssembly kernels. */
import { writeFileSync } from 'node:fs';
import { KERNELS, moduleOf, moduleText } from './kernels.ts';

for (const kernel of KERNELS) writeFileSync(moduleOf(kernel), await moduleText(kernel));
