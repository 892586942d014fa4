import { clamdVerdict, type ClamdPlace } from '#libs/file-intake/clamd';

/** What says whether a file does harm. */
export class FileScanner {
  /** @param place undefined: nobody set one up, and nothing is scanned */
  constructor(private readonly place: ClamdPlace | undefined) {}

  /** @throws Error when it gives no verdict */
  async verdict(content: AsyncIterable<Uint8Array>): Promise<'clean' | 'infected' | 'not-scanned'> {
    return this.place ? clamdVerdict(this.place, content) : 'not-scanned';
  }
}
