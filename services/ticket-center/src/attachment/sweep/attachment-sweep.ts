import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { LessThanOrEqual } from 'typeorm';
import { AttachmentObjects } from '../content/attachment-objects.js';
import { AttachmentStore } from '../domain/attachment.repository.js';
import { AttachmentSchema } from '../infra/attachment.schema.js';

const EVERY_MS = 30_000;
const LEASE_MS = 15_000;
const AT_ONCE = 200;

/** Erases from storage what was deleted, and what uploads have left that nobody finished. */
@Injectable()
export class AttachmentSweep {
  readonly rounds: Rounds;

  constructor(
    rounds: LeasedRounds,
    private readonly database: Database,
    private readonly attachments: AttachmentStore,
    private readonly objects: AttachmentObjects,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.rounds = rounds.of({
      job: 'ticket-attachments',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      failure: 'attachments were not swept',
      work: (round) => round.inEachTenant(() => this.#sweep(round)),
    });
  }

  /** One that fails keeps no other waiting; it stays due. */
  async #sweep(round: Rounds): Promise<void> {
    if (!(await round.isOurs())) return;
    const where = { dueAt: LessThanOrEqual(this.clock.now()) };
    const options = { select: { id: true }, where, order: { dueAt: 'ASC', id: 'ASC' }, take: AT_ONCE } as const;
    for (const { id } of await (await this.database.reader()).find(AttachmentSchema, options)) {
      if (!(await round.isOurs())) return;
      await this.#erase(id).catch((error: unknown) =>
        this.logger.warn({ err: error, attachment: id }, 'an attachment was not erased'),
      );
    }
  }

  /** Given up before it is erased: an upload that still runs ends by being refused. */
  async #erase(id: string): Promise<void> {
    if (!(await this.attachments.update(id, (attachment) => attachment.lapse(this.clock.now())))) return;
    await this.objects.erase(id);
    await this.attachments.update(id, (attachment) => attachment.erased(this.clock.now()));
  }
}
