import { TicketHands } from '../hands/ticket-hands.js';
import { ALL_CHILDREN, isSatisfied, type Child, type ChildRule } from './child-rule.js';
import type { Missing } from './missing.js';
import {
  NotFinished,
  NotMergeable,
  OtherCustomer,
  ParentFinished,
  RelationToItself,
  TicketHasParent,
  TicketInCircle,
  TicketTooDeep,
  TooManyChildren,
} from './ticket-relation.errors.js';

const MOST_LEVELS = 10;
const MOST_CHILDREN = 200;

/** Help that other teams were asked for. */
interface OpenHelp {
  readonly id: string;
  /** Whether the ticket stands still for it. */
  readonly holds: boolean;
}

/** What a ticket has to do with others: above, below, merged, and those who were asked to help. */
export abstract class TicketRelations extends TicketHands {
  abstract readonly number: string;
  abstract readonly customerId: string;
  protected abstract interactionEventIds: string[];
  private parentId!: string | null;
  private children!: readonly Child[];
  private childRule!: ChildRule;
  protected mergedInto!: string | null;
  private openHelp!: readonly OpenHelp[];

  protected beginAlone(): void {
    this.parentId = this.mergedInto = null;
    this.children = this.openHelp = [];
    this.childRule = ALL_CHILDREN;
  }

  get parent(): string | null {
    return this.parentId;
  }

  get unfinishedChildren(): readonly string[] {
    return this.children.filter(({ done }) => !done).map(({ id }) => id);
  }

  /** @param above the ids of those above this one, from it upwards */
  adopt(child: TicketRelations, above: readonly string[], by: string, now: Date): void {
    if (child.id === this.id) throw new RelationToItself('A ticket is no part of itself.', { id: this.id });
    if (above.includes(child.id)) throw new TicketInCircle('It is above that ticket already.', { id: child.id });
    if (above.length + 2 > MOST_LEVELS) throw new TicketTooDeep(`Tickets have ${MOST_LEVELS} levels at most.`);
    if (this.children.length >= MOST_CHILDREN) throw new TooManyChildren(`There are ${MOST_CHILDREN} already.`);
    if (child.parentId !== null)
      throw new TicketHasParent('It is part of another already.', { parent: child.parentId });
    this.refuseFinished();
    child.refuseEnded();
    this.children = [...this.children, { id: child.id, done: child.isDone }];
    child.parentId = this.id;
    child.record({ type: 'ticket-parent-changed', parentId: this.id, by, at: now });
    this.record({ type: 'ticket-child-added', childId: child.id, by, at: now });
  }

  release(child: TicketRelations, by: string, now: Date): void {
    this.refuseFinished();
    this.children = this.children.filter(({ id }) => id !== child.id);
    child.parentId = null;
    child.record({ type: 'ticket-parent-changed', parentId: null, by, at: now });
    this.record({ type: 'ticket-child-removed', childId: child.id, by, at: now });
  }

  changeChildRule(rule: ChildRule, by: string, now: Date): void {
    this.refuseFinished();
    this.childRule = rule;
    this.record({ type: 'ticket-child-rule-changed', ...rule, by, at: now });
  }

  /**
   * A child has changed, perhaps it is done, or is not any more. What a process does with it cannot be refused: where it is not done
   * any more, a ticket that was only solved is opened again.
   */
  noteChild(child: TicketRelations, by: string, now: Date): void {
    const [known, done] = [this.children.find(({ id }) => id === child.id), child.isDone];
    if (!known || known.done === done) return;
    this.children = this.children.map((each) => (each === known ? { ...each, done } : each));
    const satisfied = isSatisfied(this.childRule, this.children);
    this.record({ type: 'ticket-child-settled', childId: child.id, done, satisfied, by, at: now });
    if (satisfied || !this.isDone || this.process !== null) return;
    if (child.process === null)
      throw new ParentFinished('What it is part of is done: reopen that first.', { parent: this.id });
    if (this.status === 'solved') this.reopen('A part of it is not done any more.', by, now);
  }

  /** It ends in another, which goes on with what it was about. */
  mergeInto(survivor: TicketRelations, by: string, now: Date): void {
    if (survivor.id === this.id) throw new RelationToItself('A ticket is not merged into itself.', { id: this.id });
    this.refuseRunByProcess();
    this.refuseFinished();
    survivor.refuseFinished();
    if (survivor.customerId !== this.customerId)
      throw new OtherCustomer('They are of different customers: relate them, or make one part of the other.');
    const open = [...this.openWork(), ...this.openParts()];
    if (open.length > 0) throw new NotMergeable('There is work on it that would be lost.', { offending: open });
    this.become('merged', by, now);
    this.mergedInto = survivor.id;
    const { interactionEventIds } = this;
    this.record({
      type: 'ticket-merged',
      into: survivor.id,
      interactionEventIds: [...interactionEventIds],
      by,
      at: now,
    });
    survivor.absorb(this, by, now);
  }

  /** Another ticket goes on where this one ended. */
  followUp(newTicketId: string, by: string, now: Date): void {
    if (!this.isDone || this.mergedInto !== null)
      throw new NotFinished('What is not over needs no follow-up.', { facts: { mergedInto: this.mergedInto } });
    this.record({ type: 'ticket-followed-up', newTicketId, by, at: now });
  }

  /** Of another team; it stays with who has it, and stands still until then if they like. */
  askForHelp(assistRequestId: string, holds: boolean, by: string, now: Date): void {
    this.refuseFinished();
    this.refuseOthers(by);
    if (holds && this.status !== 'on-hold') this.hold(by, now);
    this.openHelp = [...this.openHelp, { id: assistRequestId, holds }];
    this.record({ type: 'ticket-help-asked', assistRequestId, by, at: now });
  }

  /** It goes on, where it stood still for that alone. */
  endHelp(assistRequestId: string, outcome: 'answered' | 'declined' | 'withdrawn', by: string, now: Date): void {
    const ended = this.openHelp.find(({ id }) => id === assistRequestId);
    this.openHelp = this.openHelp.filter((each) => each !== ended);
    this.record({ type: 'ticket-help-ended', assistRequestId, outcome, by, at: now });
    const stillHolds = this.openVisitId !== null || this.openHelp.some(({ holds }) => holds);
    if (ended?.holds && !stillHolds && this.status === 'on-hold') this.resume(by, now);
  }

  /** What has to be done by others before it may be solved. */
  protected openWork(): Missing[] {
    const asked = { field: 'assist-requests', message: `${this.openHelp.length} requests for help are not answered.` };
    const visit = { field: 'visit', message: 'An engineer is still on the way.' };
    return [...(this.openHelp.length > 0 ? [asked] : []), ...(this.openVisitId !== null ? [visit] : [])];
  }

  /** As its rule says how many of its children are to be done. */
  protected blockingParts(): Missing[] {
    return isSatisfied(this.childRule, this.children) ? [] : this.openParts();
  }

  private openParts(): Missing[] {
    const open = this.unfinishedChildren.length;
    return open === 0 ? [] : [{ field: 'children', message: `${open} of ${this.children.length} parts are not done.` }];
  }

  private absorb(merged: TicketRelations, by: string, now: Date): void {
    for (const each of merged.interactionEventIds)
      if (!this.interactionEventIds.includes(each)) this.link(each, by, now);
    this.record({ type: 'ticket-absorbed', mergedId: merged.id, by, at: now });
  }

  protected link(interactionEventId: string, by: string | null, now: Date): void {
    this.interactionEventIds = [...this.interactionEventIds, interactionEventId];
    this.record({ type: 'ticket-interaction-linked', interactionEventId, by, at: now });
  }
}
