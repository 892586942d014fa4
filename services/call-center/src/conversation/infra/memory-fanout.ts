import { Fanout, type Listener } from '../live/fanout.js';

/** Of a node that is alone. */
export class MemoryFanout extends Fanout {
  readonly #held = new Set<string>();
  #listener: Listener = () => undefined;

  override listen(listener: Listener): void {
    this.#listener = listener;
  }

  override async hold(topic: string): Promise<void> {
    this.#held.add(topic);
  }

  override release(topic: string): void {
    this.#held.delete(topic);
  }

  override publish(topic: string, hint: string): void {
    if (this.#held.has(topic)) this.#listener(topic, hint);
  }

  override async close(): Promise<void> {
    this.#held.clear();
  }
}
