import { scryptSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hashSecret, isSecret, SCRYPT_COST } from './secret.ts';
import { weaknessOf } from './secretRules.ts';

const QUICK = { N: 16, r: 1, p: 1 };

describe('a secret', () => {
  it('is kept as a salted hash that is another one each time, and is known again', async () => {
    const [one, other] = await Promise.all([hashSecret('correct horse', QUICK), hashSecret('correct horse', QUICK)]);
    expect(one).not.toBe(other);
    expect(one).not.toContain('correct');
    for (const kept of [one, other]) {
      expect(await isSecret('correct horse', kept)).toBe(true);
      expect(await isSecret('correct horsf', kept)).toBe(false);
      expect(await isSecret('', kept)).toBe(false);
    }
  });

  it("is Node's own scrypt over the parameters that stand beside it", async () => {
    const [, N, r, p, salt, hash] = (await hashSecret('582913')).split('$');
    expect([N, r, p].map(Number)).toEqual([SCRYPT_COST.N, SCRYPT_COST.r, SCRYPT_COST.p]);
    const again = scryptSync('582913', Buffer.from(salt ?? '', 'base64'), 32, { ...SCRYPT_COST, maxmem: 2 ** 27 });
    expect(again.toString('base64')).toBe(hash);
  });

  it('is the same however its accents are typed', async () => {
    expect(await isSecret('Mu\u0308ller77', await hashSecret('M\u00fcller77', QUICK))).toBe(true);
  });

  it('is nobody’s where there is no such user', async () => expect(await isSecret('anything', null)).toBe(false));

  it.each(['', 'plain text', 'scrypt$16$1$1$$', 'scrypt$x$1$1$AAAA$AAAA', 'bcrypt$16$1$1$AAAA$AAAA'])(
    'that was kept as “%s” is damage, not a right one',
    async (kept) => expect(isSecret('secret', kept)).rejects.toMatchObject({ kind: 'damaged-database' }),
  );
});

describe('a new secret', () => {
  it.each([
    '',
    '12345',
    'short',
    ' 582913',
    '582913 ',
    '111111',
    '121212',
    '123456',
    '987654',
    'abcdef',
    'Anna Meier',
    'annameier',
    'xxANNA MEIERxx',
  ])('is not good enough: “%s”', (secret) => expect(weaknessOf(secret, 'Anna Meier')).toMatch(/^A PIN or passphrase .*\.$/));

  it.each(['582913', 'correct horse', '日本語のパス', '135791'])('is good enough: “%s”', (secret) => {
    expect(weaknessOf(secret, 'Anna Meier')).toBeUndefined();
  });
});
