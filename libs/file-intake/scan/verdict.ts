import { clamdVerdict } from './clamd.js';
import { icapVerdict } from './icap.js';
import type { ScannerPlace } from './scanner-place.js';

/** What the scanner there says of a file. @throws Error when it gives no verdict */
export function verdictAt(place: ScannerPlace, content: AsyncIterable<Uint8Array>): Promise<'clean' | 'infected'> {
  return place.protocol === 'icap' ? icapVerdict(place, content) : clamdVerdict(place, content);
}
