import { scheduleChanged } from '#libs/contracts/operations-center/rostering-events';
import type { DataOf } from '#libs/contracts/event-contract';
import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { outgoing, Outbox } from '#libs/messaging/outbox';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { RosterChangesSchema } from './roster.schema.js';

type Change = Pick<DataOf<typeof scheduleChanged>, 'planningGroupId' | 'agentIds' | 'dates' | 'cause'>;

/** Counts the changes of what is published, and tells of them. Whoever calls holds the lock of the schedules. */
@Injectable()
export class ScheduleChanges {
  constructor(
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  async count(tx: EntityManager, planningGroupId: string): Promise<number> {
    return (await tx.findOneBy(RosterChangesSchema, { planningGroupId }))?.changes ?? 0;
  }

  async happened(tx: EntityManager, change: Change): Promise<void> {
    await this.counted(tx, change.planningGroupId);
    await this.told(tx, change);
  }

  /** Of what leaves hours and presence as they are: drafts that were begun before are not outdated by it. */
  async told(tx: EntityManager, change: Change): Promise<void> {
    const at = this.clock.now();
    const agentIds = [...new Set(change.agentIds)];
    if (agentIds.length === 0) return;
    const event = outgoing(scheduleChanged, { ...change, agentIds, at: at.toISOString() });
    await this.outbox.append(tx, newId(at), at, [event]);
  }

  async counted(tx: EntityManager, planningGroupId: string): Promise<number> {
    const had = await tx.findOneBy(RosterChangesSchema, { planningGroupId });
    const changes = (had?.changes ?? 0) + 1;
    if (had) await tx.update(RosterChangesSchema, { planningGroupId }, { changes });
    else await tx.insert(RosterChangesSchema, { planningGroupId, changes });
    return changes;
  }
}
