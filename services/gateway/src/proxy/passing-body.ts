import type { IncomingMessage } from 'node:http';
import { Transform, type TransformCallback } from 'node:stream';
import { ClientLeft } from '../client-left.js';
import { BodyTooLarge, BodyTooLate, BodyTooSlow } from './client-fault.js';
import { throwAwayRest } from './throw-away-rest.js';

/** How fast a body has to come. */
export interface Pace {
  /** For all of it. */
  readonly ms: number;
  /** In each window. */
  readonly bytesPerS: number;
  readonly windowMs: number;
}

export interface BodyBounds {
  readonly bytes: number;
  /** Undefined: as fast as any request has to. */
  readonly pace?: Pace;
}

/**
 * A body as it comes in, never looked into. Fails with BodyTooLarge, BodyTooSlow or BodyTooLate beyond its bounds, with
 * ClientLeft when its sender leaves.
 */
export class PassingBody extends Transform {
  readonly #begun = performance.now();
  #bytes = 0;
  #bytesBefore = 0;
  #watch: NodeJS.Timeout | undefined;

  constructor(
    private readonly request: IncomingMessage,
    private readonly bounds: BodyBounds,
  ) {
    super();
    // When the service is not even asked nobody else listens.
    this.on('error', () => {});
    request.once('close', () => {
      if (!request.complete) this.destroy(new ClientLeft());
    });
    const { pace } = bounds;
    if (pace !== undefined) this.#watch = setInterval(() => this.#look(pace), pace.windowMs).unref();
    request.pipe(this);
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#bytes += chunk.length;
    if (this.#bytes > this.bounds.bytes) done(new BodyTooLarge(this.bounds.bytes));
    else done(null, chunk);
  }

  override _flush(done: TransformCallback): void {
    clearInterval(this.#watch);
    done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    clearInterval(this.#watch);
    throwAwayRest(this.request);
    super._destroy(error, done);
  }

  /** While something waits here to be taken it is the service that is slow. */
  #look({ ms, bytesPerS, windowMs }: Pace): void {
    const came = this.#bytes - this.#bytesBefore;
    this.#bytesBefore = this.#bytes;
    if (performance.now() - this.#begun > ms) this.destroy(new BodyTooLate(ms));
    else if (came < (bytesPerS * windowMs) / 1_000 && this.readableLength === 0)
      this.destroy(new BodyTooSlow(bytesPerS));
  }
}
