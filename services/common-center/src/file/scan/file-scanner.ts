import type { ScannerPlace } from '#libs/file-intake/scan/scanner-place';
import { verdictAt } from '#libs/file-intake/scan/verdict';

/** What says whether a file does harm. */
export class FileScanner {
  /** @param place undefined: nobody set one up, and nothing is scanned */
  constructor(private readonly place: ScannerPlace | undefined) {}

  /** @throws Error when it gives no verdict */
  async verdict(content: AsyncIterable<Uint8Array>): Promise<'clean' | 'infected' | 'not-scanned'> {
    return this.place ? verdictAt(this.place, content) : 'not-scanned';
  }
}
