import { createHash } from 'node:crypto';
import { contentTypeOf, HEAD_BYTES } from '#libs/file-intake/content-type';
import { AttachmentEmpty, AttachmentTooLarge, AttachmentTypeRefused } from '../domain/attachment.errors.js';
import type { AttachmentRules } from '../attachment-rules.js';

/** Content on its way in: looked at as it passes, and held no longer than its type takes to tell. */
export class Intake {
  readonly #hash = createHash('sha256');
  #bytes = 0;
  #contentType: string | undefined;
  #sha256 = '';

  constructor(
    private readonly source: AsyncIterable<Uint8Array>,
    private readonly name: string,
    private readonly rules: Pick<AttachmentRules, 'maxBytes' | 'contentTypes'>,
  ) {}

  /** Once all of it has passed. */
  get found(): { contentType: string; bytes: number; sha256: string } {
    return { contentType: this.#contentType!, bytes: this.#bytes, sha256: this.#sha256 };
  }

  /** To be read once. @throws AttachmentTooLarge, AttachmentTypeRefused, AttachmentEmpty, each before what is wrong passes */
  async *content(): AsyncGenerator<Buffer> {
    let head: Buffer = Buffer.alloc(0);
    for await (const piece of this.source) {
      const bytes = this.#counted(piece);
      if (this.#contentType !== undefined) {
        yield bytes;
        continue;
      }
      head = Buffer.concat([head, bytes]);
      if (head.length >= HEAD_BYTES) yield this.#judged(head);
    }
    if (this.#bytes === 0) throw new AttachmentEmpty('The file is empty.');
    if (this.#contentType === undefined) yield this.#judged(head);
    this.#sha256 = this.#hash.digest('hex');
  }

  #counted(piece: Uint8Array): Buffer {
    this.#bytes += piece.length;
    const { maxBytes } = this.rules;
    if (this.#bytes > maxBytes)
      throw new AttachmentTooLarge(`A file may have ${maxBytes} bytes.`, { facts: { maxBytes } });
    this.#hash.update(piece);
    return Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
  }

  #judged(head: Buffer): Buffer {
    const type = contentTypeOf(head.subarray(0, HEAD_BYTES), this.name);
    if (type === undefined || !this.rules.contentTypes.includes(type))
      throw new AttachmentTypeRefused('Files of this type are not taken.', { facts: { type: type ?? 'unknown' } });
    this.#contentType = type;
    return head;
  }
}
