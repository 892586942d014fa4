import type { EslEvent } from './esl-connection.js';

/**
 * Who talks to whom as far as the switch was asked or has told. To bridge two again who are bridged would part them first, and what
 * it then tells would be a reason to bridge them again.
 */
export class BridgedPairs {
  readonly #peers = new Map<string, string>();

  has(one: string, other: string): boolean {
    return this.#peers.get(one) === other && this.#peers.get(other) === one;
  }

  bridge(one: string, other: string): void {
    for (const each of [one, other]) this.#part(each);
    this.#peers.set(one, other).set(other, one);
  }

  hear(event: EslEvent): void {
    const { 'Bridge-A-Unique-ID': one = '', 'Bridge-B-Unique-ID': other = '', 'Unique-ID': ended = '' } = event;
    if (event['Event-Name'] === 'CHANNEL_BRIDGE') this.bridge(one, other);
    if (event['Event-Name'] === 'CHANNEL_UNBRIDGE' && this.has(one, other)) this.#part(one);
    if (event['Event-Name'] === 'CHANNEL_HANGUP_COMPLETE') this.#part(ended);
  }

  /** What happened meanwhile was not told. */
  forget(): void {
    this.#peers.clear();
  }

  #part(callId: string): void {
    const peer = this.#peers.get(callId);
    if (peer === undefined) return;
    this.#peers.delete(callId);
    this.#peers.delete(peer);
  }
}
