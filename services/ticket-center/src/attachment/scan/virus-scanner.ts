/** Looks for what does harm. */
export abstract class VirusScanner {
  /**
   * `not-scanned` where nobody set up a scanner.
   * @throws Refusal 503 `scanner-unavailable` when it gives no verdict: nothing is taken unseen
   */
  abstract scan(content: AsyncIterable<Uint8Array>): Promise<'not-scanned' | 'clean' | 'infected'>;
}
