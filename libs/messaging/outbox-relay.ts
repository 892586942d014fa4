import { bulkhead } from 'cockatiel';
import type { Database } from '#libs/persistence/database';
import type { PartitionLeases } from '#libs/persistence/leases';
import type { Logger } from 'pino';
import type { Broker } from './broker.js';
import { TenantRelay } from './tenant-relay.js';
import { within } from './within.js';

/** So long a tour of all tenants takes that nobody has told of: what a crash left behind is found by it at the latest. */
const TOUR_MS = 30_000;
/** A tenant with something to ship is looked at in every sweep, until that many in a row found nothing. */
const LIVELY_SWEEPS = 60;
/** Outboxes read at once, so that requests keep most of the connections. */
const READS_AT_ONCE = 4;

export interface RelayOptions {
  /** The tenants to look after, newly asked for at every sweep. */
  readonly tenants: () => readonly string[];
  /** A number that grows when something may have been written in the tenant. */
  readonly stirs: (tenantId: string) => number;
  readonly sweepEveryMs: number;
  /** After a failed publish, before the subject is tried again. */
  readonly retryAfterMs: number;
  /** What is on its way at the end gets that long; what takes longer is sent again by whoever comes next. */
  readonly stopMs: number;
  /** Rejects when the signal says so. */
  readonly delay: (ms: number, signal: AbortSignal) => Promise<unknown>;
}

/**
 * Brings events from the outbox to the broker: right after the commit when this process holds the partition, by the sweep
 * when another committed it or a crash left it behind. In order per subject; a stuck subject holds up nobody else.
 */
export class OutboxRelay {
  readonly #tenants = new Map<string, TenantRelay>();
  readonly #stopping = new AbortController();
  readonly #reads = bulkhead(READS_AT_ONCE, Number.POSITIVE_INFINITY);
  #sweeping: Promise<void> | undefined;
  readonly #seen = new Map<string, number>();
  #nextQuiet = 0;
  #heldBefore = '';

  constructor(
    private readonly database: Database,
    private readonly broker: Broker,
    private readonly leases: PartitionLeases,
    private readonly logger: Logger,
    private readonly options: RelayOptions,
  ) {}

  start(): void {
    this.#sweeping = this.#sweepUntilStopped();
  }

  /** Finishes what is on its way, for a while, then gives the partitions back. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await within(this.options.stopMs, () => this.#idle()).catch((error: unknown) =>
      this.logger.warn({ err: error }, 'events on their way are left to the next start'),
    );
    await this.leases
      .release()
      .catch((error: unknown) => this.logger.warn({ err: error }, 'leases run out by themselves'));
  }

  /** There may be something for this tenant now. */
  wake(tenantId: string): void {
    void this.#relayOf(tenantId).look();
  }

  async #sweepUntilStopped(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      await this.#sweep().catch((error: unknown) => this.logger.warn({ err: error }, 'outbox sweep failed'));
      await this.#pause(this.options.sweepEveryMs);
    }
  }

  /** Asks for the leases first: without a database that is one failure, not one for each tenant. */
  async #sweep(): Promise<void> {
    const held = String(await this.leases.held());
    if (held !== this.#heldBefore) this.#seen.clear();
    this.#heldBefore = held;
    for (const tenantId of this.#due()) this.wake(tenantId);
  }

  #due(): Set<string> {
    const all = this.options.tenants();
    const lively = all.filter((id) => (this.#tenants.get(id)?.quietLooks ?? LIVELY_SWEEPS) < LIVELY_SWEEPS);
    const stirred = all.filter((id) => this.#isStirred(id));
    const from = this.#nextQuiet % Math.max(1, all.length);
    const quiet = Math.ceil((all.length * this.options.sweepEveryMs) / TOUR_MS);
    const turn = [...all.slice(from), ...all.slice(0, from)].slice(0, quiet);
    this.#nextQuiet = from + turn.length;
    return new Set([...lively, ...stirred, ...turn]);
  }

  #isStirred(tenantId: string): boolean {
    const stirs = this.options.stirs(tenantId);
    const before = this.#seen.get(tenantId);
    this.#seen.set(tenantId, stirs);
    return stirs !== before;
  }

  #relayOf(tenantId: string): TenantRelay {
    const known = this.#tenants.get(tenantId);
    if (known) return known;
    const { database, broker, leases, logger, options } = this;
    const beforeRetry = () => this.#pause(options.retryAfterMs);
    const stopping = this.#stopping.signal;
    const relay = new TenantRelay(tenantId, {
      database,
      broker,
      leases,
      logger,
      reads: this.#reads,
      beforeRetry,
      stopping,
    });
    this.#tenants.set(tenantId, relay);
    return relay;
  }

  async #idle(): Promise<void> {
    await Promise.all([this.#sweeping, ...Array.from(this.#tenants.values(), (relay) => relay.idle())]);
  }

  async #pause(ms: number): Promise<void> {
    await this.options.delay(ms, this.#stopping.signal).catch(() => undefined);
  }
}
