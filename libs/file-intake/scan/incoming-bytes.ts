/** Heads of answers are shorter. */
const LONGEST_HEAD = 65_536;

/** What a peer sends, as lines, lengths and chunks. */
export class IncomingBytes {
  readonly #pieces: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.#pieces = source[Symbol.asyncIterator]();
  }

  /** Up to an empty line, which is not part of it. @throws Error when it ends before, or is longer than 64 KiB */
  async head(): Promise<string> {
    for (;;) {
      const end = this.#rest.indexOf('\r\n\r\n');
      if (end >= 0) return this.#cut(end, 4).toString('latin1');
      if (this.#rest.length > LONGEST_HEAD) throw new Error('the scanner’s answer has no end');
      await this.#more();
    }
  }

  /** @throws Error when there are fewer */
  async take(bytes: number): Promise<Buffer> {
    while (this.#rest.length < bytes) await this.#more();
    return this.#cut(bytes);
  }

  /** Chunks of RFC 9112 §7.1 up to the last one. @throws Error when they are cut off */
  async *chunks(): AsyncGenerator<Buffer> {
    for (;;) {
      const size = /^[0-9a-f]{1,8}(?=;|\s*$)/i.exec(await this.#line());
      if (!size) throw new Error('the scanner’s answer is cut off');
      const bytes = parseInt(size[0], 16);
      if (bytes === 0) return;
      yield await this.take(bytes);
      await this.#line();
    }
  }

  async #line(): Promise<string> {
    for (;;) {
      const end = this.#rest.indexOf('\r\n');
      if (end >= 0) return this.#cut(end, 2).toString('latin1');
      if (this.#rest.length > LONGEST_HEAD) throw new Error('the scanner’s answer has no end');
      await this.#more();
    }
  }

  #cut(bytes: number, between = 0): Buffer {
    const cut = this.#rest.subarray(0, bytes);
    this.#rest = this.#rest.subarray(bytes + between);
    return cut;
  }

  async #more(): Promise<void> {
    const next = await this.#pieces.next();
    if (next.done) throw new Error('the scanner hung up before its verdict');
    this.#rest = Buffer.concat([this.#rest, next.value]);
  }
}
