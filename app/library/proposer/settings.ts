/**
 * What a proposer of masks was tuned to, on every second picture of wbc-jtsc (by sorted name), and by eye on wbc-pbc and wbc-chula; the
 * other half of wbc-jtsc was not looked at meanwhile. Lengths are shares of the picture's shorter side or of the nucleus' radius, so
 * that nothing depends on the camera's resolution.
 */
export const SETTINGS = {
  /** Pictures are reduced until their longer side has no more pixels: a cell of 80 pixels shows all there is to find. */
  longestSide: 200,
  /** Radius of the mean over which colours are taken, against noise; of the picture's side. */
  blur: 0.012,
  /** Amounts become the share of light they take, with this much of their density: half-way between densities and levels of grey. */
  azureStrength: 0.6,
  stainStrength: 0.7,
  /** Less difference than this, in absorbed light, between nucleus and the rest is no nucleus. */
  leastContrast: 0.04,
  /** How fast what is dark and azure loses weight away from the picture's middle; of the picture's side. */
  middle: 0.25,
  /** Lobes belong to the nucleus when they have at least this much of the weight of its heaviest, and lie no farther from it (of their radius together). */
  lobe: 0.15,
  gap: 0.6,
  /** Stain that takes less than this share of what the nucleus takes is none. */
  leastStain: 0.12,
  /** What lies nearer to the nucleus than the first is its cell's colour, what lies farther than the second is not; of its radius. */
  near: 0.2,
  far: 1.2,
  /** How much of the first score are colours learned so, against stain at all. */
  learned: 0.5,
  /** Beyond this distance from the nucleus, of its radius, a pixel's score falls by so much for each further radius. */
  cytoplasm: 0.6,
  slope: 1.5,
  /** How often colours are learned anew from the outline found, and the outline is sought anew by them. */
  rounds: 3,
  /** How far it may grow each time, of the cell's radius, and by how much a pixel's score falls for each radius beyond. */
  growth: 0.05,
  growthSlope: 3,
  /** See colourOdds.ts. */
  odds: { prior: 2, most: 2 },
  /** See outline.ts. */
  outline: { directions: 128, distances: 96, stiffness: 3e-4 },
  beyond: -0.3,
  /** Parts of a nucleus into which no disc of this radius fits, of the cell's radius, are shadows at the cell's edge. */
  thinnest: 0.06,
  /** Parts and holes of less than this share of the cell's area are none. */
  smallestPart: 0.01,
  smallestHole: 0.004,
} as const;
