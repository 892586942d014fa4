import type { Logger } from 'pino';
import { Like } from 'typeorm';
import { CounterSchema, nextCount } from '../rows/counter.js';
import type { Database } from '../database.js';
import { runAsTenant } from './tenant-context.js';
import { PLATFORM_TENANT } from './tenant-id.js';

const NAME = 'stirred/';
/** A process tells others of a tenant so often at most. */
const TOLD_EVERY_MS = 5_000;
/** What is told holds for what is written until it is told again, and for some time on top. */
const HOLDS_MS = 10_000;
const LISTEN_EVERY_MS = 500;

/**
 * Where something may have been written: for each tenant a number that grows with it. Whoever looks there for work need not
 * look again while the number stays. It grows with every unit of work of this process; processes of a service tell each
 * other through the platform tenant's database. The platform tenant itself is never still.
 *
 * A process that dies between a commit and the telling tells nothing: whoever passes a tenant over looks again some time.
 */
export class TenantStirs {
  readonly #counts = new Map<string, number>();
  readonly #toldAt = new Map<string, number>();
  readonly #toTell = new Set<string>();
  readonly #heard = new Map<string, { readonly told: number; readonly until: number }>();
  #telling: Promise<void> | undefined;
  #listening: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** @param shared by several processes. @param now a monotonic clock, ms */
  constructor(
    private readonly database: Database,
    private readonly logger: Logger,
    private readonly shared: boolean,
    private readonly now: () => number = () => performance.now(),
  ) {
    database.onWritten((tenantId) => this.#written(tenantId));
  }

  /** To be asked before one looks, and compared with what it was before the last look. */
  of(tenantId: string): number {
    if (tenantId === PLATFORM_TENANT) this.#grow(tenantId);
    return this.#counts.get(tenantId) ?? 0;
  }

  start(): void {
    if (this.shared) this.#timer = setInterval(() => void this.listen(), LISTEN_EVERY_MS).unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.all([this.#listening, this.#telling]);
  }

  /** Hears what was told since. Does not reject. */
  listen(): Promise<void> {
    this.#listening ??= this.#asPlatform('it is not heard of what others write', () => this.#listen()).finally(
      () => (this.#listening = undefined),
    );
    return this.#listening;
  }

  #written(tenantId: string): void {
    if (tenantId === PLATFORM_TENANT) return;
    this.#grow(tenantId);
    if (!this.shared || this.now() - (this.#toldAt.get(tenantId) ?? -Infinity) < TOLD_EVERY_MS) return;
    this.#toldAt.set(tenantId, this.now());
    this.#toTell.add(tenantId);
    this.#telling ??= this.#asPlatform('others are not told what is written', () => this.#tell()).finally(
      () => (this.#telling = undefined),
    );
  }

  #grow(tenantId: string): void {
    this.#counts.set(tenantId, (this.#counts.get(tenantId) ?? 0) + 1);
  }

  /** Whoever comes meanwhile is told of too. */
  async #tell(): Promise<void> {
    for (const tenantId of this.#toTell) {
      this.#toTell.delete(tenantId);
      await nextCount(this.database, NAME + tenantId);
    }
  }

  async #listen(): Promise<void> {
    const reader = await this.database.reader();
    const rows = await reader.find(CounterSchema, { where: { name: Like(`${NAME}%`) } });
    for (const { name, lastValue: told } of rows) {
      const tenantId = name.slice(NAME.length);
      const known = this.#heard.get(tenantId);
      const heard = known?.told === told ? known : { told, until: this.now() + HOLDS_MS };
      this.#heard.set(tenantId, heard);
      if (heard.until > this.now()) this.#grow(tenantId);
    }
  }

  /** Outside of whatever unit of work runs. */
  #asPlatform(failure: string, work: () => Promise<void>): Promise<void> {
    return runAsTenant(PLATFORM_TENANT, work).catch((error: unknown) => {
      this.#toldAt.clear();
      this.logger.warn({ err: error }, failure);
    });
  }
}
