import type { Dice } from '#libs/kernel/dice';

/** Memoryless: by the inverse of the distribution function. In the unit of the mean. */
export function exponential(dice: Dice, mean: number): number {
  return -mean * Math.log(1 - dice.next());
}

/**
 * As handle times mostly are: many short ones, some very long. In the unit of the mean; normal by Box and Muller (1958).
 * @param variation standard deviation through mean
 */
export function lognormal(dice: Dice, mean: number, variation: number): number {
  const variance = Math.log(1 + variation ** 2);
  const normal = Math.sqrt(-2 * Math.log(1 - dice.next())) * Math.cos(2 * Math.PI * dice.next());
  return mean * Math.exp(Math.sqrt(variance) * normal - variance / 2);
}
