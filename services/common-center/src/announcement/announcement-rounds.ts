import { announcementMade } from '#libs/contracts/common-center/announcement-events';
import { Clock } from '#libs/kernel/clock';
import { Outbox, outgoing } from '#libs/messaging/outbox';
import { Database } from '#libs/persistence/database';
import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { IsNull, LessThanOrEqual, Not } from 'typeorm';
import { GetMembersOf } from '../identity/membership.api.js';
import { AnnouncementSchema, type AnnouncementRow } from './announcement.schema.js';

const EVERY_MS = 1_000;
const LEASE_MS = 15_000;
const AT_ONCE = 20;
/** People of an event. */
const TOLD_AT_ONCE = 500;

/** Tells people of what begins, once: by their notification feeds, which push it to wherever they are. */
@Injectable()
export class AnnouncementRounds {
  readonly rounds: Rounds;

  constructor(
    rounds: LeasedRounds,
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly queries: QueryBus,
    private readonly clock: Clock,
  ) {
    this.rounds = rounds.of({
      job: 'announcements',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      failure: 'people were not told of announcements',
      nextDue: () => this.#nextDue(),
      work: (round) =>
        round.inEachTenant(async () => {
          if (await round.isOurs()) await this.#tell();
        }),
    });
  }

  async #nextDue(): Promise<Date | undefined> {
    const first = {
      where: { tellAt: Not(IsNull()) },
      order: { tellAt: 'ASC' },
      select: { id: true, tellAt: true },
    } as const;
    const next = await (await this.database.reader()).findOne(AnnouncementSchema, first);
    return next?.tellAt ?? undefined;
  }

  async #tell(): Promise<void> {
    const where = { tellAt: LessThanOrEqual(this.clock.now()) };
    const options = { where, order: { tellAt: 'ASC' }, take: AT_ONCE } as const;
    for (const due of await (await this.database.reader()).find(AnnouncementSchema, options)) await this.#tellOf(due);
  }

  /** In one transaction with that they were told. */
  async #tellOf({ id, version, audience, priority, mustConfirm }: AnnouncementRow): Promise<void> {
    const people = await this.queries.execute(new GetMembersOf(audience));
    await this.database.transaction(async (tx) => {
      const told = { tellAt: null, recipients: people.length };
      const { affected } = await tx.update(AnnouncementSchema, { id, version }, told);
      if (affected !== 1) return;
      const events = Array.from({ length: Math.ceil(people.length / TOLD_AT_ONCE) }, (_, at) => {
        const recipients = people.slice(at * TOLD_AT_ONCE, (at + 1) * TOLD_AT_ONCE);
        return outgoing(announcementMade, { announcementId: id, priority, mustConfirm, recipients });
      });
      await this.outbox.append(tx, id, this.clock.now(), events);
    });
  }
}
