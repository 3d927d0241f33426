/** Gradient clipping by global norm, as torch.nn.utils.clip_grad_norm_. */

/**
 * Scales the whole gradient in place so that its L2 norm is at most `maxNorm`; a shorter one stays as it is, bit for bit. What is not
 * trained has a gradient of 0 and does not count.
 * @returns the norm before
 */
export function clipByNorm(gradient: Float32Array, maxNorm: number): number {
  let squares = 0;
  for (let i = 0; i < gradient.length; i++) squares += (gradient[i] as number) * (gradient[i] as number);
  const norm = Math.sqrt(squares);
  // The 1e-6 is PyTorch's.
  const factor = maxNorm / (norm + 1e-6);
  if (!(factor >= 1)) for (let i = 0; i < gradient.length; i++) gradient[i] = (gradient[i] as number) * factor;
  return norm;
}
