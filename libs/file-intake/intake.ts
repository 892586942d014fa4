import { createHash } from 'node:crypto';
import type { DomainError } from '#libs/kernel/domain-error';
import { contentTypeOf, HEAD_BYTES } from './content-type.js';

type RefusalClass = new (message: string, details?: { facts: Record<string, string | number> }) => DomainError;

/** What is taken of a file. */
export interface IntakeRules {
  readonly maxBytes: number;
  /** As files themselves begin. */
  readonly contentTypes: readonly string[];
}

/** What each kind of file says when it is refused, under codes of its own. */
export interface IntakeRefusals {
  readonly empty: RefusalClass;
  readonly tooLarge: RefusalClass;
  readonly typeRefused: RefusalClass;
}

/** Content on its way in: looked at as it passes, and held no longer than its type takes to tell. */
export class Intake {
  readonly #hash = createHash('sha256');
  #bytes = 0;
  #contentType: string | undefined;
  #sha256 = '';

  constructor(
    private readonly source: AsyncIterable<Uint8Array>,
    private readonly name: string,
    private readonly rules: IntakeRules,
    private readonly refusals: IntakeRefusals,
  ) {}

  /** Once all of it has passed. */
  get found(): { contentType: string; bytes: number; sha256: string } {
    return { contentType: this.#contentType!, bytes: this.#bytes, sha256: this.#sha256 };
  }

  /** To be read once. @throws a refusal, before what is wrong passes */
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
    if (this.#bytes === 0) throw new this.refusals.empty('The file is empty.');
    if (this.#contentType === undefined) yield this.#judged(head);
    this.#sha256 = this.#hash.digest('hex');
  }

  #counted(piece: Uint8Array): Buffer {
    this.#bytes += piece.length;
    const { maxBytes } = this.rules;
    if (this.#bytes > maxBytes)
      throw new this.refusals.tooLarge(`A file may have ${maxBytes} bytes.`, { facts: { maxBytes } });
    this.#hash.update(piece);
    return Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
  }

  #judged(head: Buffer): Buffer {
    const type = contentTypeOf(head.subarray(0, HEAD_BYTES), this.name);
    if (type === undefined || !this.rules.contentTypes.includes(type))
      throw new this.refusals.typeRefused('Files of this type are not taken.', { facts: { type: type ?? 'unknown' } });
    this.#contentType = type;
    return head;
  }
}
