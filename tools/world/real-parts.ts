import type * as RealParts from '../../deploy/local/parts.mjs';

/** Plain JavaScript outside of what is built, so it is found from the built file: dist is one folder deeper. */
export async function realParts(): Promise<typeof RealParts> {
  return (await import(new URL('../../../deploy/local/parts.mjs', import.meta.url).href)) as typeof RealParts;
}
