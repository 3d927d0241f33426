/** The engine's kernels in WebAssembly: their text, and the module that holds what it is compiled to. */
import { readFileSync } from 'node:fs';
import wabt from 'wabt';

const FOLDER = new URL('../../app/engine/kernels/', import.meta.url);

/** Files that `npm run kernels` writes, by the text they are made of. */
export const KERNELS = [{ text: 'adam.wat', module: 'adamStep.ts', name: 'ADAM_STEP' }] as const;
export type Kernel = (typeof KERNELS)[number];

export function moduleOf({ module }: Kernel): URL {
  return new URL(module, FOLDER);
}

/** @throws Error what is wrong in the text, and where */
export async function moduleText({ text, name }: Kernel): Promise<string> {
  const parsed = (await wabt()).parseWat(text, readFileSync(new URL(text, FOLDER), 'utf8'));
  try {
    parsed.validate();
    const base64 = Buffer.from(parsed.toBinary({}).buffer).toString('base64');
    const lines = base64.match(/.{1,120}/g) ?? [];
    const quoted = lines.map((line) => `  '${line}',`).join('\n');
    return `/** Made by \`npm run kernels\` of ${text}: a WebAssembly module in base 64. */\nexport const ${name} = [\n${quoted}\n].join('');\n`;
  } finally {
    parsed.destroy();
  }
}
