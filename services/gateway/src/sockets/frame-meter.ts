/** Why a socket is ended, as RFC 6455 §7.4.1 has it. */
export const CloseCode = { goingAway: 1001, protocolError: 1002, policy: 1008, tooBig: 1009 } as const;
export type CloseCode = (typeof CloseCode)[keyof typeof CloseCode];

export class FrameRefused extends Error {
  constructor(readonly code: CloseCode) {
    super(`a frame was refused: ${code}`);
  }
}

/** What one end may send; the other end is ours and may send anything. */
export interface FrameLimits {
  readonly frameBytes: number;
  /** Takes one frame from its allowance; false when there is none. */
  readonly mayBegin: () => boolean;
}

/** Walks over WebSocket frames as they pass (RFC 6455 §5.2), and keeps none of them. */
export class FrameMeter {
  readonly #head = Buffer.alloc(14);
  #read = 0;
  #left = 0;

  /** @param limits of a client's frames; without them they are the server's */
  constructor(private readonly limits?: FrameLimits) {}

  /** The last frame is whole: something else could be said here. */
  get isBetween(): boolean {
    return this.#read === 0 && this.#left === 0;
  }

  /** @throws FrameRefused */
  pass(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length) {
      if (this.#left > 0) {
        const skipped = Math.min(this.#left, chunk.length - at);
        this.#left -= skipped;
        at += skipped;
      } else {
        this.#head[this.#read++] = chunk[at++]!;
        if (this.#read >= 2 && this.#read === this.#headBytes()) this.#begin();
      }
    }
  }

  #headBytes(): number {
    const second = this.#head[1]!;
    const length = second & 0x7f;
    const lengthBytes = length === 127 ? 8 : length === 126 ? 2 : 0;
    return 2 + lengthBytes + ((second & 0x80) === 0 ? 0 : 4);
  }

  #begin(): void {
    const isMasked = (this.#head[1]! & 0x80) !== 0;
    this.#left = this.#payloadBytes();
    this.#read = 0;
    if (this.limits === undefined) return;
    if (!isMasked) throw new FrameRefused(CloseCode.protocolError);
    if (this.#left > this.limits.frameBytes) throw new FrameRefused(CloseCode.tooBig);
    if (!this.limits.mayBegin()) throw new FrameRefused(CloseCode.policy);
  }

  #payloadBytes(): number {
    const length = this.#head[1]! & 0x7f;
    if (length === 126) return this.#head.readUInt16BE(2);
    return length === 127 ? Number(this.#head.readBigUInt64BE(2)) : length;
  }
}
