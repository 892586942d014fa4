import { scannerPlace, type ScannerPlace } from './scanner-place.js';
import { verdictAt } from './verdict.js';

/** What says whether a file does harm. */
export class FileScanner {
  /** @param place undefined: nobody set one up, and nothing is scanned */
  constructor(private readonly place: ScannerPlace | undefined) {}

  /** @param url as `FILE_SCANNER_URL` names it */
  static at(url: string | undefined): FileScanner {
    return new FileScanner(url === undefined ? undefined : scannerPlace(url));
  }

  /** @throws Error when it gives no verdict */
  async verdict(content: AsyncIterable<Uint8Array>): Promise<'clean' | 'infected' | 'not-scanned'> {
    return this.place ? verdictAt(this.place, content) : 'not-scanned';
  }
}
