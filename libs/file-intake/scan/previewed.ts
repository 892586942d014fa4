/** A file of which the beginning is sent first. */
export class Previewed {
  readonly #pieces: AsyncIterator<Uint8Array>;
  #read: Buffer = Buffer.alloc(0);

  constructor(content: AsyncIterable<Uint8Array>) {
    this.#pieces = content[Symbol.asyncIterator]();
  }

  /** So many bytes of it, and whether that is all there is. */
  async first(bytes: number): Promise<{ bytes: Buffer; isWhole: boolean }> {
    while (this.#read.length <= bytes) {
      const next = await this.#pieces.next();
      if (next.done) return { bytes: this.#take(this.#read.length), isWhole: true };
      this.#read = Buffer.concat([this.#read, next.value]);
    }
    return { bytes: this.#take(bytes), isWhole: false };
  }

  async *rest(): AsyncGenerator<Buffer> {
    if (this.#read.length > 0) yield this.#take(this.#read.length);
    for (;;) {
      const next = await this.#pieces.next();
      if (next.done) return;
      const { buffer, byteOffset, byteLength } = next.value;
      yield Buffer.from(buffer, byteOffset, byteLength);
    }
  }

  /** The rest of the file is not read. */
  async close(): Promise<void> {
    await this.#pieces.return?.();
  }

  #take(bytes: number): Buffer {
    const taken = this.#read.subarray(0, bytes);
    this.#read = this.#read.subarray(bytes);
    return taken;
  }
}
