import type { Duplex } from 'node:stream';
import { CloseCode, FrameMeter, FrameRefused, type FrameLimits } from './frame-meter.js';

export interface TunnelLimits extends FrameLimits {
  /** For the rest of a frame that has begun. */
  readonly frameMs: number;
}

/** What is left to be sent gets so long when an end has gone. */
const LINGER_MS = 1_000;

/** Two ends of a WebSocket: passes bytes on as fast as the other end takes them, and keeps no more than are on their way. */
export class Tunnel {
  readonly closed: Promise<void>;
  readonly #fromService = new FrameMeter();
  readonly #fromClient: FrameMeter;
  #slow: NodeJS.Timeout | undefined;

  constructor(
    private readonly client: Duplex,
    private readonly service: Duplex,
    private readonly limits: TunnelLimits,
  ) {
    this.#fromClient = new FrameMeter(limits);
    this.closed = new Promise((resolve) => client.once('close', resolve));
    client.on('data', (chunk: Buffer) => this.#pass(chunk));
    service.on('data', (chunk: Buffer) => {
      this.#fromService.pass(chunk);
      forward(chunk, service, client);
    });
    follow(client, service);
    follow(service, client);
    client.once('close', () => clearTimeout(this.#slow));
  }

  /** Tells the client why, if nothing else is being said. */
  end(code: CloseCode): void {
    if (this.#fromService.isBetween && this.client.writable) this.client.end(closeFrame(code));
    else this.client.destroy();
    this.service.destroy();
  }

  #pass(chunk: Buffer): void {
    try {
      this.#fromClient.pass(chunk);
    } catch (error) {
      if (!(error instanceof FrameRefused)) throw error;
      return this.end(error.code);
    }
    this.#watch();
    forward(chunk, this.client, this.service);
  }

  #watch(): void {
    if (this.#fromClient.isBetween) {
      clearTimeout(this.#slow);
      this.#slow = undefined;
    } else this.#slow ??= setTimeout(() => this.end(CloseCode.policy), this.limits.frameMs);
  }
}

function forward(chunk: Buffer, from: Duplex, to: Duplex): void {
  if (to.destroyed || to.write(chunk)) return;
  from.pause();
  to.once('drain', () => from.resume());
}

function follow(from: Duplex, to: Duplex): void {
  // Told by its closing.
  from.on('error', () => undefined);
  from.once('end', () => to.end());
  from.once('close', () => {
    to.end();
    setTimeout(() => to.destroy(), LINGER_MS).unref();
  });
}

/** Unmasked, as a server's are. */
function closeFrame(code: CloseCode): Buffer {
  return Buffer.from([0x88, 0x02, code >> 8, code & 0xff]);
}
