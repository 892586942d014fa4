import { createRequire } from 'node:module';
import type { Highs } from 'highs';

/** The solver in WebAssembly. Its types describe the CommonJS build. */
export function loadHighs(): Promise<Highs> {
  const load = createRequire(import.meta.url)('highs') as () => Promise<Highs>;
  return load();
}
