import { LRUCache } from 'lru-cache';
import type { ClientLine } from './client-line.api.js';

const KEPT_EACH = 200;
const MOST_TENANTS = 200;

/** The latest of each tenant, errors apart from the rest: one tenant takes no place from another, chatter none from errors. */
export class KeptLines {
  readonly #tenants = new LRUCache<string, ClientLine[]>({ max: 2 * MOST_TENANTS });

  keep(line: ClientLine): void {
    const key = `${line.tenantId} ${line.level === 'error'}`;
    const lines = this.#tenants.get(key) ?? [];
    lines.push(line);
    if (lines.length > KEPT_EACH) lines.shift();
    this.#tenants.set(key, lines);
  }

  all(): ClientLine[] {
    return Array.from(this.#tenants.values()).flat();
  }
}
