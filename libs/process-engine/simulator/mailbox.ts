import type { Message } from '../model/event.js';
import type { ProcessModel } from '../model.js';
import type { Variables } from '../variables.js';

export interface Letter {
  readonly id: string;
  readonly name: string;
  readonly key: string | null;
  readonly variables: Variables;
}

/** Where an answer belongs. */
export interface WaitRef {
  readonly instance: string;
  readonly wait: number;
}

interface Subscription extends WaitRef {
  readonly name: string;
  readonly key: string | null;
}

/** Who waits for which message, and messages nobody waited for yet: they are kept, and the next to wait gets the oldest. */
export class Mailbox {
  readonly #kept: Letter[] = [];
  readonly #subscriptions = new Map<string, Subscription>();

  /** The kept message that answers at once. */
  subscribe(subscription: Subscription): Letter | undefined {
    const index = this.#kept.findIndex((letter) => meet(letter, subscription));
    this.#subscriptions.set(keyOf(subscription), subscription);
    return index < 0 ? undefined : this.#kept.splice(index, 1)[0];
  }

  unsubscribe(wait: WaitRef): void {
    this.#subscriptions.delete(keyOf(wait));
  }

  keep(letter: Letter): void {
    this.#kept.push(letter);
  }

  /** Of every instance that waits for it the wait that is the oldest. */
  receivers(letter: Letter): WaitRef[] {
    const waiting = [...this.#subscriptions.values()].filter((subscription) => meet(letter, subscription));
    return [...Map.groupBy(waiting, ({ instance }) => instance).values()].map(([oldest]) => oldest!);
  }
}

/** Nodes of the process that begin an instance when an event of that kind and name comes. */
export function triggeredBy(model: ProcessModel, type: 'message' | 'signal', name: string): readonly string[] {
  return model.triggers.filter((id) => {
    const node = model.nodes[id];
    if (node?.kind === 'receive-task') return type === 'message' && node.message.name === name;
    if (node?.kind !== 'start-event' && node?.kind !== 'catch-event') return false;
    const { event } = node;
    return event?.type === type && nameOf(event) === name;
  });
}

function nameOf(event: { type: 'message'; message: Message } | { type: 'signal'; signal: string } | object): string {
  if ('message' in event) return event.message.name;
  return 'signal' in event ? event.signal : '';
}

function meet(letter: Letter, { name, key }: Subscription): boolean {
  return letter.name === name && letter.key === key;
}

function keyOf({ instance, wait }: WaitRef): string {
  return `${instance}/${wait}`;
}
