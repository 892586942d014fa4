import { setTimeout as pause } from 'node:timers/promises';
import { Clock } from '#libs/kernel/clock';
import { errorReport } from '#libs/observability/error-report';
import { Database } from '#libs/persistence/database';
import { DatabaseServerUnknown } from '#libs/persistence/mysql/mysql-pools';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { PLATFORM_TENANT } from '#libs/persistence/tenant/tenant-id';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { LeasedRounds, type Rounds } from '../../platform/leased-rounds.js';
import { LOGGER } from '../../platform/logger-token.js';
import { ErrandKinds, ErrandRefused, type ErrandInput } from './errand-kinds.js';
import { ErrandSchema, type ErrandRow } from './errand.schema.js';
import { notedNowAndThen } from './progress.js';

const EVERY_MS = 1_000;
const LEASE_MS = 15_000;
const AT_ONCE = 4;
const ATTEMPTS = 5;
/** After each attempt that failed, so much longer. */
const RETRY_MS = 1_000;
/** Whoever asks waits so long for an errand to be done. */
const PATIENCE_MS = 1_500;

/** What is to be done with all of a tenant's data in this service: begun, gone on with after a crash, told of. */
@Injectable()
export class Errands {
  readonly #rounds: Rounds;
  readonly #running = new Map<string, Promise<void>>();
  readonly #stopping = new AbortController();

  constructor(
    rounds: LeasedRounds,
    private readonly database: Database,
    private readonly kinds: ErrandKinds,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.#rounds = rounds.of({
      job: 'tenant-errands',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      failure: 'errands of tenants were not looked after',
      work: async (round) => void ((await round.isOurs()) && (await this.#startDue())),
      idle: async () => {
        this.#stopping.abort();
        await Promise.all(this.#running.values());
      },
    });
  }

  /** How it stands with the errand of this id, which is begun by the first who asks. Waits a moment for its end. */
  async ask(id: string, input: ErrandInput): Promise<ErrandRow> {
    const known = await this.#find(id);
    if (known?.state === 'done' || known?.state === 'failed') return known;
    if (!known) await this.#add(id, input);
    await this.#rounds.run();
    const patience = new AbortController();
    const over = pause(PATIENCE_MS, undefined, { signal: patience.signal }).catch(() => undefined);
    await Promise.race([this.#running.get(id), over]).finally(() => patience.abort());
    return (await this.#find(id))!;
  }

  async #startDue(): Promise<void> {
    const now = this.clock.now();
    const due = await this.#onPlatform(async () =>
      (await this.database.reader())
        .createQueryBuilder(ErrandSchema, 'errand')
        .where("errand.state = 'waiting' AND errand.dueAt <= :now", { now })
        .orderBy('errand.dueAt')
        .limit(AT_ONCE)
        .getMany(),
    );
    for (const errand of due) {
      if (this.#running.has(errand.id) || this.#running.size >= AT_ONCE) continue;
      this.#running.set(
        errand.id,
        this.#run(errand).finally(() => this.#running.delete(errand.id)),
      );
    }
  }

  /** What is broken off by the end of the process is begun again by the next. */
  async #run(errand: ErrandRow): Promise<void> {
    const attempts = errand.attempts + 1;
    const signal = this.#stopping.signal;
    const note = notedNowAndThen(this.clock, (done, total) => this.#change(errand.id, { done, total }));
    const onProgress = async (done: number, total: number) => {
      signal.throwIfAborted();
      await note(done, total);
    };
    try {
      await this.#change(errand.id, { attempts });
      const result = await this.kinds.run({ ...errand, attempts }, onProgress);
      await this.#change(errand.id, { state: 'done', result });
    } catch (error) {
      if (!signal.aborted) await this.#failed(errand, attempts, error);
    }
  }

  async #failed({ id, kind, tenantId }: ErrandRow, attempts: number, error: unknown): Promise<void> {
    const { type, message } = errorReport(error);
    const reason = (message === undefined ? type : `${type}: ${message}`).slice(0, 500);
    this.logger.warn({ err: error, errand: kind, tenant: tenantId, attempts }, 'an errand of a tenant failed');
    const isHopeless = error instanceof ErrandRefused || error instanceof DatabaseServerUnknown;
    const isOver = isHopeless || attempts >= ATTEMPTS;
    const dueAt = new Date(this.clock.ms() + attempts * RETRY_MS);
    await this.#change(id, isOver ? { state: 'failed', reason } : { reason, dueAt }).catch((refused: unknown) =>
      this.logger.warn({ err: refused, errand: kind }, 'the end of an errand could not be kept'),
    );
  }

  async #add(id: string, { tenantId, kind, ...input }: ErrandInput): Promise<void> {
    const none = { done: 0, total: 0, result: null, reason: null, attempts: 0 };
    const row: ErrandRow = { id, tenantId, kind, input, state: 'waiting', dueAt: this.clock.now(), ...none };
    try {
      await this.#onPlatform(() => this.database.transaction((tx) => tx.insert(ErrandSchema, row as object)));
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }

  #find(id: string): Promise<ErrandRow | null> {
    return this.#onPlatform(async () => (await this.database.reader()).findOneBy(ErrandSchema, { id }));
  }

  /** Only while it waits: an end that another process has noted stays. */
  async #change(id: string, change: Partial<ErrandRow>): Promise<void> {
    await this.#onPlatform(() =>
      this.database.transaction((tx) => tx.update(ErrandSchema, { id, state: 'waiting' }, change as object)),
    );
  }

  #onPlatform<T>(work: () => Promise<T>): Promise<T> {
    return runAsTenant(PLATFORM_TENANT, work);
  }
}
