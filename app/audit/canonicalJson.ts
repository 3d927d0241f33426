/** One text for one value, so that a hash of it says whether it is still the same. */
import { createHash } from 'node:crypto';
import { SmearlabError } from '../contract/failure.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * JSON as RFC 8785 has it: no spaces, keys in the order of their UTF-16 units, numbers as JavaScript writes them.
 * @throws SmearlabError `internal` for what JSON does not have: numbers that are none, and halves of a character
 */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value === 'boolean') return JSON.stringify(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw noJson(`the number ${value}`);
    return JSON.stringify(value);
  }
  if (typeof value === 'string') return textOf(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const fields = Object.keys(value)
    .sort()
    .map((key) => `${textOf(key)}:${canonicalJson(fieldOf(value, key))}`);
  return `{${fields.join(',')}}`;
}

/** SHA-256 of the canonical text in UTF-8, as 64 hexadecimal digits. */
export function hashOfJson(value: Json): string {
  return hashOfText(canonicalJson(value));
}

export function hashOfText(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

function textOf(text: string): string {
  if (!text.isWellFormed()) throw noJson('half a character');
  return JSON.stringify(text);
}

function fieldOf(value: { readonly [key: string]: Json }, key: string): Json {
  const field = value[key];
  if (field === undefined) throw noJson(`nothing at ${key}`);
  return field;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function noJson(what: string): SmearlabError {
  return new SmearlabError('internal', `What is to be kept unchanged holds ${what}, which JSON has no text for.`);
}
