/** Gives the memory of bytes that are done with back at once, instead of when they are collected as garbage. */

/**
 * What the decoder hands out is memory of its own, of which JavaScript's garbage collector knows nothing: a hundred thousand thumbnails
 * weigh nothing to it, so it would let them lie. The bytes are empty afterwards, for whoever else holds them as well.
 */
export function giveBack(bytes: Uint8Array): void {
  const { buffer } = bytes;
  // A part of a larger buffer, such as Node's pool of small ones, is not ours to give.
  if (!(buffer instanceof ArrayBuffer) || buffer.detached || buffer.byteLength !== bytes.byteLength) return;
  buffer.transfer(0);
}
