/** PINs and passphrases: kept as scrypt's hash alone, compared in constant time. */
import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { SmearlabError } from '../contract/failure.ts';

export type ScryptCost = { readonly N: number; readonly r: number; readonly p: number };

/** One of the equally strong settings that OWASP's Password Storage Cheat Sheet names for scrypt: 32 MiB, some tenths of a second. */
export const SCRYPT_COST: ScryptCost = { N: 2 ** 15, r: 8, p: 3 };
const SALT_BYTES = 16;
const HASH_BYTES = 32;

/** "scrypt$N$r$p$salt$hash", so that stronger settings of a later program leave older hashes readable. */
const keptSchema = z
  .string()
  .regex(/^scrypt\$\d{1,8}\$\d{1,3}\$\d{1,3}\$[A-Za-z0-9+/=]+\$[A-Za-z0-9+/=]+$/)
  .transform((text) => {
    const [, N, r, p, salt, hash] = text.split('$');
    return { cost: { N: Number(N), r: Number(r), p: Number(p) }, salt: bytesOf(salt), hash: bytesOf(hash) };
  });

function bytesOf(base64 = ''): Buffer {
  return Buffer.from(base64, 'base64');
}

/** @returns what is kept of a secret; another one each time */
export async function hashSecret(secret: string, cost: ScryptCost = SCRYPT_COST): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(secret, salt, cost, HASH_BYTES);
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64'), hash.toString('base64')].join('$');
}

/**
 * @param kept what `hashSecret` made; null where there is no such user: then it takes as long, and is wrong
 * @throws SmearlabError damaged-database where what was kept is no hash of ours
 */
export async function isSecret(secret: string, kept: string | null): Promise<boolean> {
  if (kept === null) {
    await derive(secret, Buffer.alloc(SALT_BYTES), SCRYPT_COST, HASH_BYTES);
    return false;
  }
  const parsed = keptSchema.safeParse(kept);
  if (!parsed.success)
    throw new SmearlabError('damaged-database', 'What was kept of a PIN cannot be read. Put a backup of the database in its place.');
  const { cost, salt, hash } = parsed.data;
  return timingSafeEqual(await derive(secret, salt, cost, hash.length), hash);
}

/** The same characters typed on another keyboard are the same secret. */
function derive(secret: string, salt: Buffer, { N, r, p }: ScryptCost, bytes: number): Promise<Buffer> {
  // What scrypt needs, and as much again for its bookkeeping.
  const options: ScryptOptions = { N, r, p, maxmem: 2 * 128 * N * r };
  return new Promise((resolve, reject) => {
    scrypt(secret.normalize('NFKC'), salt, bytes, options, (error, hash) => (error === null ? resolve(hash) : reject(error)));
  });
}
