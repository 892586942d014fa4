import { Clock } from '#libs/kernel/clock';
import { FileScanner } from '#libs/file-intake/scan/file-scanner';
import { ObjectStorage } from '#libs/object-storage/object-storage';
import { Database } from '#libs/persistence/database';
import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { IsNull, LessThanOrEqual, Not } from 'typeorm';
import { FileSchema, type FileRow } from '../file.schema.js';
import { keyOf } from '../file-key.js';

const EVERY_MS = 1_000;
const LEASE_MS = 60_000;
const AT_ONCE = 20;
/** A scanner that is away is asked again after 2, 4, 8 … seconds. */
const LONGEST_WAIT_MS = 600_000;

/** Lets files out of quarantine, or ends them; and erases what uploads have left that nobody finished. */
@Injectable()
export class Quarantine {
  readonly rounds: Rounds;

  constructor(
    rounds: LeasedRounds,
    private readonly database: Database,
    private readonly objects: ObjectStorage,
    private readonly scanner: FileScanner,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.rounds = rounds.of({
      job: 'files',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      failure: 'files stay in quarantine',
      nextDue: () => this.#nextDue(),
      work: (round) => round.inEachTenant(() => this.#look(round)),
    });
  }

  async #nextDue(): Promise<Date | undefined> {
    const first = {
      where: { dueAt: Not(IsNull()) },
      order: { dueAt: 'ASC' },
      select: { id: true, dueAt: true },
    } as const;
    const next = await (await this.database.reader()).findOne(FileSchema, first);
    return next?.dueAt ?? undefined;
  }

  /** One that fails keeps no other waiting. */
  async #look(round: Rounds): Promise<void> {
    if (!(await round.isOurs())) return;
    const where = { dueAt: LessThanOrEqual(this.clock.now()) };
    const options = { where, order: { dueAt: 'ASC', id: 'ASC' }, take: AT_ONCE } as const;
    for (const file of await (await this.database.reader()).find(FileSchema, options)) {
      if (!(await round.isOurs())) return;
      await (file.state === 'quarantined' ? this.#scan(file) : this.#erase(file)).catch((error: unknown) =>
        this.#later(file, error),
      );
    }
  }

  async #scan(file: FileRow): Promise<void> {
    const { content } = await this.objects.get(keyOf(file.id));
    const scan = await this.scanner.verdict(content);
    const now = this.clock.now();
    const infected = scan === 'infected';
    const change = {
      state: infected ? 'infected' : 'clean',
      scan,
      scannedAt: now,
      dueAt: infected ? now : null,
    } as const;
    await this.database.transaction((tx) => tx.update(FileSchema, { id: file.id, state: 'quarantined' }, change));
    if (infected) await this.#erase({ ...file, state: 'infected' });
  }

  /** Given up before it is erased: an upload that still runs ends by being refused. */
  async #erase({ id, state }: FileRow): Promise<void> {
    const ended = state === 'receiving' ? 'refused' : state;
    await this.database.transaction((tx) => tx.update(FileSchema, { id, state }, { state: ended, uploadKey: null }));
    await this.objects.delete(keyOf(id));
    await this.database.transaction((tx) => tx.update(FileSchema, { id, state: ended }, { dueAt: null }));
  }

  async #later({ id, attempts }: FileRow, error: unknown): Promise<void> {
    this.logger.warn({ err: error, file: id }, 'the scanner gives no verdict: a file stays in quarantine');
    const wait = Math.min(LONGEST_WAIT_MS, 2 ** (attempts + 1) * 1_000);
    const dueAt = new Date(this.clock.ms() + wait);
    await this.database.transaction((tx) => tx.update(FileSchema, { id }, { attempts: attempts + 1, dueAt }));
  }
}
