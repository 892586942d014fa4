import { listSeen } from '#libs/contracts/privacy-events';
import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Outbox, outgoing } from '#libs/messaging/outbox';
import { Database, TenantHasNoDatabase } from '#libs/persistence/database';
import { currentContext, runAsTenant, type Identity } from '#libs/persistence/tenant-context';
import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import { LOGGER } from './logger-token.js';

const FLUSH_MS = 2_000;

interface Seen {
  readonly accountId: string;
  readonly kind: 'person' | 'client';
  readonly list: string;
  rows: number;
}

/**
 * Counts what people and programs are shown in the clear, whatever way they take, so that whoever takes all there is gets noticed. The
 * counts of a process are kept in memory and said every two seconds: no answer waits for a database, and a crash costs two seconds.
 */
@Injectable()
export class ClearSightings implements OnApplicationBootstrap, BeforeApplicationShutdown {
  #byTenant = new Map<string, Map<string, Seen>>();
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => void this.flush(), FLUSH_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.#timer);
    await this.flush();
  }

  /** @param list the route, or the file @param rows records with something in the clear */
  note(identity: Identity, list: string, rows: number): void {
    const { kind, subject } = identity;
    const { tenantId } = currentContext() ?? {};
    if ((kind !== 'person' && kind !== 'client') || rows === 0 || tenantId === undefined) return;
    this.#add(tenantId, { accountId: subject, kind, list, rows });
  }

  /** Does not reject: what cannot be said now, as while a tenant is moved, is said in the next round. */
  async flush(): Promise<void> {
    const counted = this.#byTenant;
    this.#byTenant = new Map();
    for (const [tenantId, seen] of counted) {
      const all = [...seen.values()];
      await runAsTenant(tenantId, () => this.#say(all)).catch((error: unknown) => {
        if (error instanceof TenantHasNoDatabase) return;
        this.logger.warn({ err: error, tenant: tenantId }, 'what was seen in the clear is said later');
        for (const each of all) this.#add(tenantId, each);
      });
    }
  }

  async #say(all: readonly Seen[]): Promise<void> {
    const now = this.clock.now();
    const events = all.map((each) => outgoing(listSeen, each));
    await this.database.transaction((tx) => this.outbox.append(tx, newId(now), now, events));
  }

  #add(tenantId: string, { rows, ...of }: Seen): void {
    const seen = this.#byTenant.get(tenantId) ?? new Map<string, Seen>();
    this.#byTenant.set(tenantId, seen);
    const key = `${of.kind} ${of.accountId} ${of.list}`;
    const known = seen.get(key);
    if (known) known.rows += rows;
    else seen.set(key, { ...of, rows });
  }
}
