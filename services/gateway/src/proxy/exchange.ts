import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { Answer, Attempt } from '#libs/discovery/resilience/resilience';
import { CallerGone } from '#libs/discovery/calls/time-limit';
import type { Dispatcher } from 'undici';
import { ClientLeft } from '../client-left.js';
import { isClientFault } from './client-fault.js';
import { answerHeaders } from './forwarded-headers.js';

const SMALL_BYTES = 4_096;
const NONE: IncomingHttpHeaders = {};

/**
 * One attempt: hears a service's answer from undici and, once it is accepted, passes it on as it comes. What arrives before
 * that is kept, so that a small answer leaves in one piece.
 */
export class Exchange implements Answer, Dispatcher.DispatchHandler {
  status = 0;
  isEventStream = false;
  readonly #begun = Promise.withResolvers<this>();
  #early: Buffer[] = [];
  #controller: Dispatcher.DispatchController | undefined;
  #headers: IncomingHttpHeaders = NONE;
  #relaying = false;
  #ended = false;
  #failure: Error | undefined;
  #stalled: NodeJS.Timeout | undefined;

  constructor(
    private readonly response: ServerResponse,
    private readonly attempt: Attempt,
    private readonly stalledMs: number,
  ) {
    attempt.onOver(this);
  }

  /** Resolves when status and header fields are there; rejects when there is no answer. */
  get begun(): Promise<this> {
    return this.#begun.promise;
  }

  /** Passes the answer on, `ours` among its header fields. The body goes on by itself after this. */
  relay(ours: readonly string[]): void {
    this.#relaying = true;
    this.response.writeHead(this.status, answerHeaders(this.#headers, ours));
    if (this.#failure !== undefined) this.response.destroy(this.#failure);
    else if (this.#ended) this.#endAtOnce();
    else this.#stream();
  }

  /** The client has gone. */
  left(): void {
    clearTimeout(this.#stalled);
    if (!this.#ended) this.abort(new ClientLeft());
  }

  discard(): void {
    this.abort(new Error('the answer is not wanted'));
  }

  abort(reason: Error): void {
    if (this.#ended || this.#failure !== undefined) return;
    if (this.#controller === undefined) this.#fail(reason);
    else this.#controller.abort(reason);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#failure !== undefined) controller.abort(this.#failure);
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    // 1xx only announces an answer, and undici says so here too.
    if (status < 200) return;
    this.status = status;
    this.isEventStream = headers['content-type']?.startsWith('text/event-stream') ?? false;
    this.#headers = headers;
    this.attempt.onOver(undefined);
    this.#begun.resolve(this);
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (!this.#relaying) return void this.#early.push(chunk);
    this.#stalled?.refresh();
    if (this.response.write(chunk)) return;
    controller.pause();
    this.response.once('drain', () => controller.resume());
  }

  onResponseEnd(): void {
    this.#ended = true;
    clearTimeout(this.#stalled);
    if (!this.#relaying) return;
    this.response.end();
    this.#letGo();
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#fail(error);
  }

  #endAtOnce(): void {
    const body = this.#early.length === 1 ? this.#early[0]! : Buffer.concat(this.#early);
    this.#letGo();
    // As a string Node sends it with the header in one piece, which for a small body is cheaper than two.
    if (body.length <= SMALL_BYTES) this.response.end(body.toString('latin1'), 'latin1');
    else this.response.end(body);
  }

  /** What is over and already old would keep young what it refers to, until the whole heap is swept: a fifth of the CPU. */
  #letGo(): void {
    this.#controller = undefined;
    this.#headers = NONE;
    this.#early = [];
  }

  #stream(): void {
    if (this.#early.length === 0) this.response.flushHeaders();
    for (const chunk of this.#early) this.response.write(chunk);
    this.#early = [];
    if (this.isEventStream) return;
    this.#stalled = setTimeout(() => this.abort(new Error('the answer stalled')), this.stalledMs);
  }

  #fail(error: Error): void {
    if (this.#failure !== undefined) return;
    this.#failure = error;
    clearTimeout(this.#stalled);
    this.#begun.reject(isClientFault(error) ? new CallerGone('the client ended it', { cause: error }) : error);
    if (this.#relaying) this.response.destroy(error);
  }
}
