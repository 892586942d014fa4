import type { FilledForm, Finish, NewTicket, TicketEdit } from './new-ticket.js';
import type { ActionResult, TicketAction } from './ticket-action.js';
import { attributesAmong, attributesOf } from './ticket-attributes.js';
import { TicketLifecycle } from './ticket-lifecycle.js';
import { raised, type Priority } from './ticket-status.js';
import type { Enclosed } from './ticket.events.js';
import {
  ActionFinished,
  ActionNotFound,
  InteractionAlreadyLinked,
  NobodyToReturnTo,
  NotTheAssignee,
  ReturnVisitPending,
  SolutionMissing,
  TicketTaken,
  TransitionNotAllowed,
  WorkPending,
} from './ticket.errors.js';

/** What cannot be answered at once: the sheet on which people work together until it is done. */
export class Ticket extends TicketLifecycle {
  readonly number!: string;
  readonly ticketType!: string;
  readonly customerId!: string;
  readonly taskId!: string | null;
  readonly openedAt!: Date;
  protected subject!: string;
  protected description!: string;
  protected category!: string | null;
  private priority!: Priority;
  private assigneeId!: string | null;
  private returnsTo!: string | null;
  protected supervisorId!: string | null;
  private interactionEventIds!: string[];
  private actions!: TicketAction[];
  private openVisitId!: string | null;
  private urgedTimes!: number;
  private firstRepliedAt!: Date | null;
  protected solution!: string | null;
  private returnVisit!: boolean;

  /** Rows are loaded through it: it checks nothing. */
  private constructor() {
    super();
  }

  /** @param filled the form its type opens with; null: it has none */
  static open(input: NewTicket, filled: FilledForm | null, by: string, now: Date): Ticket {
    const ticket = new Ticket();
    Object.assign(ticket, input, { openedAt: now });
    ticket.interactionEventIds = [...new Set(input.interactionEventIds)];
    ticket.begin();
    ticket.assigneeId = ticket.returnsTo = ticket.supervisorId = ticket.openVisitId = ticket.solution = null;
    ticket.firstRepliedAt = null;
    Object.assign(ticket, { actions: [], urgedTimes: 0, returnVisit: false });
    ticket.record({ type: 'ticket-opened', by, attributes: attributesOf(ticket), at: now });
    if (filled) ticket.fillForm(filled, by, now);
    return ticket;
  }

  edit(edit: TicketEdit, by: string, now: Date): void {
    this.refuseFinished();
    const changed = Object.entries(edit).filter(([name, value]) => this[name as keyof this] !== value);
    Object.assign(this, Object.fromEntries(changed));
    const names = changed.map(([name]) => name);
    this.record({ type: 'ticket-edited', by, changed: names, attributes: attributesAmong(this, names), at: now });
  }

  /** By hand: whoever had it, `assigneeId` has it now. */
  assign(assigneeId: string, by: string, now: Date): void {
    this.refuseFinished();
    this.assigneeId = assigneeId;
    this.returnsTo = null;
    this.record({ type: 'ticket-assigned', assigneeId, by, at: now });
    this.taken(now);
  }

  /** From the pool: the first one gets it. */
  grab(agentId: string, now: Date): void {
    if (this.assigneeId !== null) throw new TicketTaken('Someone else has taken it.', { id: this.id });
    this.assign(agentId, agentId, now);
  }

  /** To a related party; with `withReturn` it comes back to the same agent when they have answered. */
  transfer(toId: string, withReturn: boolean, by: string, now: Date): void {
    this.refuseFinished();
    this.refuseOthers(by);
    this.returnsTo = withReturn ? (this.returnsTo ?? by) : this.returnsTo;
    this.assigneeId = toId;
    this.record({ type: 'ticket-transferred', fromId: by, toId, returnsTo: this.returnsTo, at: now });
  }

  giveBack(by: string, now: Date): void {
    this.refuseFinished();
    this.refuseOthers(by);
    if (this.returnsTo === null) throw new NobodyToReturnTo('Nobody asked to have it back.', { id: this.id });
    this.assigneeId = this.returnsTo;
    this.returnsTo = null;
    this.record({ type: 'ticket-returned', fromId: by, toId: this.assigneeId, at: now });
  }

  /** A word to the customer. */
  reply(text: string, by: string, now: Date, enclosed: Enclosed = {}): void {
    this.refuseEnded();
    const first = this.firstRepliedAt === null;
    if (first) this.firstRepliedAt = now;
    this.record({ type: 'ticket-replied', by, text, first, ...enclosed, at: now });
  }

  /** A word among colleagues. */
  note(text: string, by: string, now: Date, enclosed: Enclosed = {}): void {
    this.record({ type: 'ticket-noted', by, text, ...enclosed, at: now });
  }

  waitForCustomer(now: Date): void {
    this.refuseRunByProcess();
    this.become('waiting', now);
  }

  resume(now: Date): void {
    this.refuseRunByProcess();
    if (this.openVisitId !== null)
      throw new WorkPending('An engineer is still on the way.', { visitId: this.openVisitId });
    this.become('open', now);
  }

  requestAction(action: Pick<TicketAction, 'id' | 'connector' | 'name' | 'arguments'>, by: string, now: Date): void {
    this.refuseRunByProcess();
    if (this.status !== 'open')
      throw new TransitionNotAllowed(`Actions need an open ticket; this one is ${this.status}.`);
    this.actions = [...this.actions, { ...action, status: 'requested', result: null }];
    this.record({ type: 'ticket-action-requested', actionId: action.id, name: action.name, by, at: now });
  }

  /** The action that waits to be done. */
  action(actionId: string): TicketAction {
    const action = this.actions.find(({ id }) => id === actionId);
    if (!action) throw new ActionNotFound('The ticket has no such action.', { actionId });
    return action;
  }

  finishAction(actionId: string, { outcome, result }: ActionResult, now: Date): void {
    const action = this.action(actionId);
    if (action.status !== 'requested') throw new ActionFinished('The action has already ended.', { actionId });
    this.actions = this.actions.map((each) => (each === action ? { ...each, status: outcome, result } : each));
    this.record({ type: 'ticket-action-finished', actionId, name: action.name, outcome, at: now });
  }

  /** To an engineer on site; it is on hold until the visit is over. */
  dispatch(visitId: string, by: string, now: Date): void {
    this.refuseRunByProcess();
    this.become('on-hold', now);
    this.openVisitId = visitId;
    this.record({ type: 'ticket-dispatched', visitId, by, at: now });
  }

  visited(visitId: string, outcome: 'fixed' | 'not-fixed', now: Date): void {
    if (this.openVisitId !== visitId)
      throw new TransitionNotAllowed('The ticket does not wait for this visit.', { visitId });
    this.openVisitId = null;
    this.record({ type: 'ticket-visited', visitId, outcome, at: now });
    this.become('open', now);
  }

  /** 催办: somebody asks to hurry. Restarts no clock. */
  urge(note: string, by: string, now: Date): void {
    this.refuseFinished();
    this.urgedTimes += 1;
    this.record({ type: 'ticket-urged', by, note, times: this.urgedTimes, at: now });
  }

  /** 督办: a supervisor watches over it, and its priority rises. */
  supervise(supervisorId: string, now: Date): void {
    this.refuseFinished();
    this.supervisorId = supervisorId;
    this.priority = raised(this.priority);
    this.record({ type: 'ticket-supervised', supervisorId, priority: this.priority, at: now });
  }

  raisePriority(now: Date): Priority {
    this.refuseFinished();
    this.priority = raised(this.priority);
    this.record({ type: 'ticket-priority-raised', priority: this.priority, at: now });
    return this.priority;
  }

  /** Somebody is to look at it: a person, whoever has it, or else the team's lead. */
  callAttention(who: { personId: string } | 'assignee' | 'team-lead', why: string, now: Date): void {
    const personId = typeof who === 'object' ? who.personId : who === 'assignee' ? this.assigneeId : null;
    this.record({ type: 'ticket-attention-called', personId, why, at: now });
  }

  solve(solution: string, returnVisit: boolean, by: string, now: Date): void {
    this.refuseRunByProcess();
    if (solution.trim() === '') throw new SolutionMissing('Say how it was solved.');
    const pending = this.actions.filter(({ status }) => status === 'requested').map(({ name }) => name);
    if (pending.length > 0) throw new WorkPending(`Not yet done: ${pending.join(', ')}.`, { pending });
    this.become('solved', now);
    this.solution = solution;
    this.solvedAt = now;
    this.returnVisit = returnVisit;
    this.record({ type: 'ticket-solved', by, returnVisit, at: now });
  }

  /** By a close flow: solved, and closed where nobody is to be asked. */
  finish({ filled, flow, solution, returnVisit, closes }: Finish, by: string, now: Date): void {
    if (filled) this.fillForm(filled, by, now);
    this.solve(solution, returnVisit, by, now);
    this.record({ type: 'ticket-close-flow-taken', by, flow, at: now });
    if (closes && !returnVisit) this.close(now);
  }

  reopen(reason: string, by: string, now: Date): void {
    this.refuseRunByProcess();
    if (this.status !== 'solved') throw this.notAllowed('open');
    this.become('open', now);
    this.solvedAt = null;
    this.record({ type: 'ticket-reopened', by, reason, at: now });
  }

  /** By hand; a ticket whose customer is still to be asked waits for that. */
  close(now: Date): void {
    this.refuseRunByProcess();
    if (this.status === 'solved' && this.returnVisit)
      throw new ReturnVisitPending('The return visit is not done yet.', { id: this.id });
    this.end(null, now);
  }

  /** The customer was asked (`satisfaction` 1 to 5) or could not be reached (null). */
  closeAfterReturnVisit(satisfaction: number | null, now: Date): void {
    this.end(satisfaction, now);
  }

  linkInteraction(interactionEventId: string, now: Date): void {
    if (this.interactionEventIds.includes(interactionEventId)) {
      throw new InteractionAlreadyLinked('The interaction event is already linked.', { interactionEventId });
    }
    this.refuseFinished();
    this.interactionEventIds = [...this.interactionEventIds, interactionEventId];
    this.record({ type: 'ticket-interaction-linked', interactionEventId, at: now });
  }

  private refuseOthers(by: string): void {
    if (this.assigneeId !== by) throw new NotTheAssignee('Only the agent who has the ticket may hand it on.');
  }
}
