import { currentTenant } from '#libs/persistence/tenant/tenant-context';
import type { ProcessCallRow } from '../schema/process-call.schema.js';

/** Calls under way in one process. */
const AT_ONCE = 100;
/** Of them to one connector of a tenant: one that hangs leaves room for the others. */
const OF_ONE_CONNECTOR = 25;

/** Who may make a call now. */
export class CallSlots {
  readonly #underWay = new Map<string, number>();
  #taken = 0;

  get free(): number {
    return AT_ONCE - this.#taken;
  }

  /** Connectors of the tenant in context to which no more calls go now. */
  get full(): string[] {
    const prefix = `${currentTenant()}/`;
    return [...this.#underWay].flatMap(([key, calls]) =>
      key.startsWith(prefix) && calls >= OF_ONE_CONNECTOR ? [key.slice(prefix.length)] : [],
    );
  }

  /** As many of these as there is room for, in their order. */
  fitting<Call extends Pick<ProcessCallRow, 'connector'>>(calls: readonly Call[]): Call[] {
    const room = new Map<string, number>();
    return calls.filter(({ connector }) => {
      const left = room.get(connector) ?? OF_ONE_CONNECTOR - (this.#underWay.get(keyOf(connector)) ?? 0);
      room.set(connector, left - 1);
      return left > 0;
    });
  }

  take(connector: string): void {
    this.#count(connector, 1);
  }

  give(connector: string): void {
    this.#count(connector, -1);
  }

  #count(connector: string, by: 1 | -1): void {
    const key = keyOf(connector);
    const calls = (this.#underWay.get(key) ?? 0) + by;
    if (calls === 0) this.#underWay.delete(key);
    else this.#underWay.set(key, calls);
    this.#taken += by;
  }
}

function keyOf(connector: string): string {
  return `${currentTenant()}/${connector}`;
}
