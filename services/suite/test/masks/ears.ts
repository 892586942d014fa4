import type { ApiClient } from '#libs/testing/api-client';
import { Listener } from '#libs/testing/listener';

/** Streams that anybody may listen to. */
export const STREAMS: readonly string[] = [
  '/api/v1/notifications/stream',
  '/api/v1/agents/me/events',
  '/api/v1/figures/live/stream',
  '/api/v1/inspection/alerts/stream',
  '/api/v1/micro-offers/stream',
];

/** Listens to streams for as long as it is let, and keeps what it hears. */
export class Ears {
  readonly heard: string[] = [];
  readonly #listeners: Listener[] = [];

  async open(client: ApiClient, path: string): Promise<void> {
    const listener = await Listener.of(client, path);
    if (!listener.contentType?.includes('text/event-stream'))
      throw new Error(`${path} is no stream: ${listener.contentType}`);
    this.#listeners.push(listener);
    void this.#listen(listener).catch(() => undefined);
  }

  close(): void {
    for (const listener of this.#listeners) listener.leave();
  }

  async #listen(listener: Listener): Promise<void> {
    for (;;) this.heard.push(JSON.stringify(await listener.next()));
  }
}
