import { shiftSwapMoved } from '#libs/contracts/operations-center/rostering-events';
import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { outgoing, Outbox } from '#libs/messaging/outbox';
import { checkPrecondition } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { LessThan, type EntityManager } from 'typeorm';
import { ShiftSwapMoveRefused, ShiftSwapNotFound } from '../domain/rostering.errors.js';
import type { RosterShift } from '../roster/roster.schema.js';
import { ScheduleChanges } from '../roster/schedule-changes.js';
import { ScheduleCheck } from '../roster/schedule-check.js';
import { RosterSetup } from '../setup/roster-setup.js';
import { forbids, PublishedShifts } from './published-shifts.js';
import type { SwapOffer, SwapQuery } from './swap.dto.js';
import { SkilledSwaps } from './skilled-swaps.js';
import { ShiftSwapSchema, type ShiftSwap, type SwapStatus } from './swap.schema.js';

/** Shifts that change hands among colleagues: offered, accepted, and done by rule or by somebody's approval. */
@Injectable()
export class ShiftSwaps {
  constructor(
    private readonly database: Database,
    private readonly setup: RosterSetup,
    private readonly shifts: PublishedShifts,
    private readonly check: ScheduleCheck,
    private readonly skills: SkilledSwaps,
    private readonly changes: ScheduleChanges,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Newest first. */
  async list({ limit, cursor, ...filter }: SwapQuery): Promise<Page<ShiftSwap>> {
    const before = cursor === undefined ? {} : { id: LessThan(decodeCursor(cursor, 1)[0]!) };
    const rows = await (
      await this.database.reader()
    ).find(ShiftSwapSchema, { where: { ...filter, ...before }, order: { id: 'DESC' }, take: limit + 1 });
    return pageOf(rows, limit, ({ id }) => [id]);
  }

  /** @throws RosterShiftNotFound, ShiftNotTheirs, ShiftNotOpen, ShiftSwapMoveRefused */
  offer(agentId: string, { shiftId, offeredTo }: SwapOffer): Promise<ShiftSwap> {
    return this.database.transaction(async (tx) => {
      await this.setup.lockSchedules(tx);
      const { planningGroupId } = await this.shifts.of(tx, shiftId, agentId);
      for (const status of ['offered', 'accepted'] as const)
        if (await tx.existsBy(ShiftSwapSchema, { planningGroupId, status, shiftId }))
          throw new ShiftSwapMoveRefused('It is offered already.', { shiftId });
      const at = this.clock.now();
      const open = { acceptedBy: null, otherShiftId: null, decidedBy: null, offeredAt: at, status: 'offered' as const };
      const swap: ShiftSwap = {
        ...{ id: newId(at), version: 1, planningGroupId, shiftId, offeredBy: agentId, offeredTo, ...open },
      };
      await tx.insert(ShiftSwapSchema, swap);
      await this.#tell(tx, swap, offeredTo === null ? [] : [offeredTo]);
      return swap;
    });
  }

  /** Both keep the rules and can do what they take, or it is refused. @throws ShiftSwapNotFound, ShiftSwapMoveRefused, ShiftNotTheirs, ShiftNeedsSkills, RosterRulesBroken */
  accept(id: string, agentId: string, otherShiftId: string | null): Promise<ShiftSwap> {
    return this.#change(id, ['offered'], async (tx, swap, swaps) => {
      const { planningGroupId } = await this.setup.get('agent', agentId);
      const isMeant = swap.offeredTo === null || swap.offeredTo === agentId;
      if (agentId === swap.offeredBy || !isMeant || planningGroupId !== swap.planningGroupId)
        throw new ShiftSwapMoveRefused('It is offered to others.', { id });
      const accepted = { ...swap, acceptedBy: agentId, otherShiftId };
      await this.#exchange(tx, accepted, swaps === 'automatic');
      return this.#become(tx, accepted, swaps === 'automatic' ? 'done' : 'accepted', [swap.offeredBy]);
    });
  }

  /** Whoever it is offered to says no. @throws ShiftSwapNotFound, ShiftSwapMoveRefused */
  decline(id: string, agentId: string): Promise<ShiftSwap> {
    return this.#change(id, ['offered'], async (tx, swap) => {
      if (swap.offeredTo !== agentId) throw new ShiftSwapMoveRefused('It is not offered to them alone.', { id });
      return this.#become(tx, swap, 'declined', [swap.offeredBy]);
    });
  }

  /** @throws ShiftSwapNotFound, ShiftSwapMoveRefused */
  withdraw(id: string, agentId: string): Promise<ShiftSwap> {
    return this.#change(id, ['offered', 'accepted'], async (tx, swap) => {
      if (swap.offeredBy !== agentId) throw new ShiftSwapMoveRefused('Somebody else has offered it.', { id });
      return this.#become(tx, swap, 'withdrawn', swap.acceptedBy === null ? [] : [swap.acceptedBy]);
    });
  }

  /** @throws ShiftSwapNotFound, ShiftSwapMoveRefused, ShiftNotTheirs, ShiftNeedsSkills, RosterRulesBroken */
  decide(id: string, isApproved: boolean, by: string): Promise<ShiftSwap> {
    return this.#change(id, ['accepted'], async (tx, swap) => {
      if (by === swap.offeredBy || by === swap.acceptedBy)
        throw new ShiftSwapMoveRefused('Nobody approves their own swap.', { id });
      if (isApproved) await this.#exchange(tx, swap, true);
      const told = [swap.offeredBy, swap.acceptedBy!];
      return this.#become(tx, { ...swap, decidedBy: by }, isApproved ? 'done' : 'declined', told);
    });
  }

  /** @param isFinal otherwise it is only tried */
  async #exchange(tx: EntityManager, swap: ShiftSwap, isFinal: boolean): Promise<void> {
    const { offeredBy, acceptedBy, planningGroupId } = swap;
    const shift = await this.shifts.of(tx, swap.shiftId, offeredBy);
    const other = swap.otherShiftId === null ? null : await this.shifts.of(tx, swap.otherShiftId, acceptedBy);
    const both = [shift, other].filter((each): each is RosterShift => each !== null);
    const give = async (mine: string, theirs: string) => {
      await this.shifts.give(tx, shift, theirs);
      if (other) await this.shifts.give(tx, other, mine);
    };
    const takers = new Map([[shift.id, acceptedBy!], ...(other ? [[other.id, offeredBy] as const] : [])]);
    await this.skills.check(tx, both, takers);
    const dates = both.map(({ date }) => date).sort();
    const agentIds = [offeredBy, acceptedBy!];
    const scope = { agentIds, from: dates[0]!, to: dates.at(-1)! };
    await this.check.guarded(tx, scope, () => give(offeredBy, acceptedBy!), forbids);
    if (isFinal) await this.changes.happened(tx, { planningGroupId, agentIds, dates, cause: 'swapped' });
    else await give(acceptedBy!, offeredBy);
  }

  #change(
    id: string,
    from: readonly SwapStatus[],
    change: (tx: EntityManager, swap: ShiftSwap, swaps: 'automatic' | 'approved') => Promise<ShiftSwap>,
  ): Promise<ShiftSwap> {
    return this.database.transaction(async (tx) => {
      const { swaps } = await this.setup.lockSchedules(tx);
      const swap = await tx.findOneBy(ShiftSwapSchema, { id });
      if (!swap) throw new ShiftSwapNotFound('There is no such swap.', { id });
      checkPrecondition(swap);
      const { status } = swap;
      if (!from.includes(status)) throw new ShiftSwapMoveRefused(`It is ${status}.`, { id, facts: { status } });
      return change(tx, swap, swaps);
    });
  }

  async #become(tx: EntityManager, swap: ShiftSwap, status: SwapStatus, told: string[]): Promise<ShiftSwap> {
    const next = { ...swap, status, version: swap.version + 1 };
    await tx.update(ShiftSwapSchema, { id: swap.id }, next);
    await this.#tell(tx, next, told);
    return next;
  }

  async #tell(tx: EntityManager, { id: swapId, status }: ShiftSwap, toldIds: string[]): Promise<void> {
    const at = this.clock.now();
    const event = outgoing(shiftSwapMoved, { swapId, status, toldIds, at: at.toISOString() });
    await this.outbox.append(tx, swapId, at, [event]);
  }
}
