import { AggregateRoot, type DomainEvent } from '#libs/kernel/aggregate-root';
import { DelegationInvalid, DelegationOver } from './delegation.errors.js';

export interface NewDelegation {
  readonly id: string;
  /** Who is away. */
  readonly fromId: string;
  /** Who stands in. */
  readonly toId: string;
  /** Of those `fromId` has. */
  readonly roles: readonly string[];
  /** Whether what is assigned to `fromId` is seen and worked on. */
  readonly withWork: boolean;
  readonly beginsAt: Date;
  readonly endsAt: Date;
  readonly reason: string | null;
  readonly givenBy: string;
}

export interface DelegationEvent extends DomainEvent {
  readonly type: 'delegation-given' | 'delegation-ended';
}

/** A quarter: who is away longer is replaced. */
const LONGEST_DAYS = 92;
const DAY_MS = 86_400_000;

/** Somebody stands in for somebody else, from then until then. */
export class Delegation extends AggregateRoot<DelegationEvent> {
  readonly fromId!: string;
  readonly toId!: string;
  readonly roles!: readonly string[];
  readonly withWork!: boolean;
  readonly beginsAt!: Date;
  readonly endsAt!: Date;
  readonly givenBy!: string;
  readonly endedAt!: Date | null;
  readonly endedBy!: string | null;

  private constructor() {
    super();
  }

  /** @param held the roles that `fromId` has in their own right @throws DelegationInvalid */
  static give(delegation: NewDelegation, held: readonly string[], now: Date): Delegation {
    requireSensible(delegation, now);
    const missing = delegation.roles.filter((role) => !held.includes(role));
    if (missing.length > 0)
      throw new DelegationInvalid(`They do not have ${missing.join(', ')} themselves.`, { missing });
    const given = new Delegation();
    const roles = [...new Set(delegation.roles)];
    Object.assign(given, delegation, { roles, createdAt: now, endedAt: null, endedBy: null });
    given.record({ type: 'delegation-given', at: now });
    return given;
  }

  /** @param by null: its time is over @throws DelegationOver */
  end(by: string | null, now: Date): void {
    if (this.endedAt !== null) throw new DelegationOver('The delegation is over.', { id: this.id });
    Object.assign(this, { endedAt: now, endedBy: by });
    this.record({ type: 'delegation-ended', at: now });
  }
}

function requireSensible({ fromId, toId, roles, withWork, beginsAt, endsAt }: NewDelegation, now: Date): void {
  if (fromId === toId) throw new DelegationInvalid('Nobody stands in for themselves.');
  if (roles.length === 0 && !withWork) throw new DelegationInvalid('Say what is handed over: roles, or the work.');
  if (endsAt <= beginsAt || endsAt <= now) throw new DelegationInvalid('It would be over before it begins.');
  if (endsAt.getTime() - beginsAt.getTime() > LONGEST_DAYS * DAY_MS)
    throw new DelegationInvalid(`Somebody stands in for ${LONGEST_DAYS} days at most.`);
}
