import { listSeen, recordsSeen } from '#libs/contracts/common-center/privacy-events';
import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Outbox, outgoing } from '#libs/messaging/outbox';
import { Database, TenantHasNoDatabase } from '#libs/persistence/database';
import { currentContext, runAsTenant, type Identity } from '#libs/persistence/tenant/tenant-context';
import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import { HourlySightings, type RecordsSeen } from './hourly-sightings.js';
import { LOGGER } from '../platform/logger-token.js';

const FLUSH_MS = 2_000;

interface Seen {
  readonly accountId: string;
  readonly kind: 'person' | 'client';
  readonly list: string;
  rows: number;
}

interface Sightings {
  readonly counts: Map<string, Seen>;
  readonly records: HourlySightings;
}

/**
 * Counts what people and programs are shown in the clear, whatever way they take, so that whoever takes all there is gets noticed, and
 * says which records people were shown. A process keeps this in memory and says it every two seconds, through the outbox: no answer waits
 * for a database, and a crash costs two seconds.
 */
@Injectable()
export class ClearSightings implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #byTenant = new Map<string, Sightings>();
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

  /** @param way the route, or the kind of file @param single one by one, and not as rows of a list */
  read(identity: Identity, way: string, { ids, single }: { ids: readonly string[]; single: boolean }): void {
    const { tenantId } = currentContext() ?? {};
    if (identity.kind !== 'person' || ids.length === 0 || tenantId === undefined) return;
    this.#of(tenantId).records.add({ accountId: identity.subject, way, single }, ids, this.clock.now());
  }

  /** Does not reject: what cannot be said now, as while a tenant is moved, is said in the next round. */
  async flush(): Promise<void> {
    for (const [tenantId, { counts, records }] of this.#byTenant) {
      const [all, read] = [[...counts.values()], records.take()];
      counts.clear();
      if (all.length + read.length === 0) continue;
      await runAsTenant(tenantId, () => this.#say(all, read)).catch((error: unknown) => {
        if (error instanceof TenantHasNoDatabase) return;
        this.logger.warn({ err: error, tenant: tenantId }, 'what was seen in the clear is said later');
        for (const each of all) this.#add(tenantId, each);
        records.giveBack(read);
      });
    }
  }

  async #say(all: readonly Seen[], read: readonly RecordsSeen[]): Promise<void> {
    const now = this.clock.now();
    const events = [
      ...all.map((each) => outgoing(listSeen, each)),
      ...read.map((each) => outgoing(recordsSeen, { ...each, recordIds: [...each.recordIds] })),
    ];
    await this.database.transaction((tx) => this.outbox.append(tx, newId(now), now, events));
  }

  #add(tenantId: string, { rows, ...of }: Seen): void {
    const { counts } = this.#of(tenantId);
    const key = `${of.kind} ${of.accountId} ${of.list}`;
    const known = counts.get(key);
    if (known) known.rows += rows;
    else counts.set(key, { ...of, rows });
  }

  #of(tenantId: string): Sightings {
    const known = this.#byTenant.get(tenantId) ?? { counts: new Map(), records: new HourlySightings() };
    this.#byTenant.set(tenantId, known);
    return known;
  }
}
