import type { TenantDirectory } from '#libs/discovery/tenant-directory';
import type { LongConnections } from './long-connections.api.js';
import type { EndedSessions, Happened } from './ended-sessions.js';

/** Ends what stays open of those who would not be let in any more. */
export class Endings {
  readonly #unwatch: () => void;
  #soon: NodeJS.Immediate | undefined;

  constructor(
    private readonly long: LongConnections,
    private readonly tenants: TenantDirectory,
    private readonly sessions: EndedSessions,
  ) {
    // Together: the directory tells of each tenant for itself.
    this.#unwatch = tenants.onChange(() => (this.#soon ??= setImmediate(() => this.#look())));
  }

  heard(change: Happened): void {
    const over = this.sessions.heard(change);
    if (over !== undefined) this.#end(new Set([over]));
  }

  /** Of what was not heard. */
  learned(over: readonly string[]): void {
    for (const each of over) this.sessions.add(each);
    this.#end(new Set(over));
  }

  close(): void {
    this.#unwatch();
    clearImmediate(this.#soon);
  }

  #end(over: ReadonlySet<string>): void {
    this.long.end(({ sessionId }) => sessionId !== undefined && over.has(sessionId));
  }

  #look(): void {
    this.#soon = undefined;
    this.long.end(({ tenantId }) => (this.tenants.get(tenantId!)?.status ?? 'suspended') === 'suspended');
  }
}
