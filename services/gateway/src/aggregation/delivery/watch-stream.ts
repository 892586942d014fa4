import type { ServerResponse } from 'node:http';
import { EventStream } from '../../own/event-stream.api.js';
import type { Invalidated } from './watches.js';

/** What comes within this time is said together. */
const TOGETHER_MS = 20;
/** Tells one client which parts of what it has open are old. */
export class WatchStream {
  readonly #old = new Map<string, { readonly invalidated: Invalidated; readonly parts: Set<string> }>();
  readonly #stream: EventStream;
  #soon: NodeJS.Timeout | undefined;

  constructor(response: ServerResponse, headers: readonly string[]) {
    this.#stream = new EventStream(response, headers);
    this.#stream.tell('watching', {});
    response.once('close', () => clearTimeout(this.#soon));
  }

  tell(invalidated: Invalidated): void {
    const key = JSON.stringify([invalidated.view, invalidated.inputs]);
    const known = this.#old.get(key) ?? { invalidated, parts: new Set<string>() };
    for (const part of invalidated.parts) known.parts.add(part);
    this.#old.set(key, known);
    this.#soon ??= setTimeout(() => this.#tellAll(), TOGETHER_MS);
  }

  end(): void {
    clearTimeout(this.#soon);
    this.#stream.end();
  }

  #tellAll(): void {
    this.#soon = undefined;
    for (const { invalidated, parts } of this.#old.values())
      this.#stream.tell('invalidated', { ...invalidated, parts: Array.from(parts) });
    this.#old.clear();
  }
}
