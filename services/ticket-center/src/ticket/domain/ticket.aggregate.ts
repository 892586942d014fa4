import type { FilledForm, Finish, NewTicket, Placing, TicketEdit } from './new-ticket.js';
import type { ActionResult, TicketAction } from './ticket-action.js';
import { attributesAmong, attributesOf } from './ticket-attributes.js';
import type { Missing } from './relation/missing.js';
import { InteractionNotLinked } from './relation/ticket-relation.errors.js';
import { TicketRelations } from './relation/ticket-relations.js';
import type { Enclosed } from './ticket.events.js';
import {
  ActionFinished,
  ActionNotFound,
  InteractionAlreadyLinked,
  NotReady,
  ReturnVisitPending,
  TicketTaken,
  TransitionNotAllowed,
} from './ticket.errors.js';

/** What cannot be answered at once: the sheet on which people work together until it is done. */
export class Ticket extends TicketRelations {
  readonly number!: string;
  readonly ticketType!: string;
  readonly customerId!: string;
  readonly taskId!: string | null;
  readonly openedAt!: Date;
  private readonly channel!: string;
  protected subject!: string;
  protected description!: string;
  protected category!: string | null;
  private categoryId!: string | null;
  protected interactionEventIds!: string[];
  private actions!: TicketAction[];
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
    Object.assign(ticket, { originId: null, originKind: null, ...input, openedAt: now });
    ticket.interactionEventIds = [...new Set(input.interactionEventIds)];
    ticket.begin();
    ticket.beginWithNobody();
    ticket.beginAlone();
    ticket.solution = null;
    ticket.firstRepliedAt = null;
    Object.assign(ticket, { actions: [], returnVisit: false });
    ticket.record({ type: 'ticket-opened', by, attributes: attributesOf(ticket), at: now });
    if (filled) ticket.fillForm(filled, by, now);
    return ticket;
  }

  /** What a ticket that comes of it begins with. */
  get common() {
    const { ticketType, customerId, channel, subject, description, category, categoryId, priority } = this;
    return { ticketType, customerId, channel, subject, description, category, categoryId, priority };
  }

  edit(edit: TicketEdit, by: string, now: Date): void {
    this.revise(edit, by, now);
  }

  /** It is of another kind after all, or elsewhere in the tree; what is promised of it is promised anew. */
  place({ categoryPath, ...placing }: Placing, by: string, now: Date): void {
    this.refuseRunByProcess();
    const moved = placing.categoryId !== this.categoryId;
    this.revise(moved ? { ...placing, categoryPath } : placing, by, now);
  }

  /** The first one gets it. @param by the agent, or what gives it to them */
  grab(agentId: string, now: Date, by = agentId): void {
    if (this.assigneeId !== null) throw new TicketTaken('Someone else has taken it.', { id: this.id });
    this.giveTo(agentId, by, now);
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
    this.become('on-hold', by, now);
    this.openVisitId = visitId;
    this.record({ type: 'ticket-dispatched', visitId, by, at: now });
  }

  visited(visitId: string, outcome: 'fixed' | 'not-fixed', now: Date): void {
    if (this.openVisitId !== visitId)
      throw new TransitionNotAllowed('The ticket does not wait for this visit.', { visitId });
    this.openVisitId = null;
    this.record({ type: 'ticket-visited', visitId, outcome, at: now });
    this.become('open', null, now);
  }

  /** Somebody is to look at it: a person, whoever has it, or else the team's lead. */
  callAttention(who: { personId: string } | 'assignee' | 'team-lead', why: string, now: Date): void {
    const personId = typeof who === 'object' ? who.personId : who === 'assignee' ? this.assigneeId : null;
    this.record({ type: 'ticket-attention-called', personId, why, at: now });
  }

  /** @param elsewhere what has to be done first that is not known here */
  solve(solution: string, returnVisit: boolean, by: string, now: Date, elsewhere: readonly Missing[] = []): void {
    this.refuseRunByProcess();
    this.requireTransition('solved');
    const missing = [...this.missing(solution), ...elsewhere];
    if (missing.length > 0)
      throw new NotReady('There is something to be done before it is solved.', { offending: missing });
    this.become('solved', by, now);
    this.solution = solution;
    this.solvedAt = now;
    this.returnVisit = returnVisit;
    this.record({ type: 'ticket-solved', by, returnVisit, at: now });
  }

  /** With what it is a part of: also when nobody has taken it yet. */
  solveAsPart(solution: string, by: string, now: Date): void {
    if (this.status === 'new') this.become('open', by, now);
    this.solve(solution, false, by, now);
  }

  /** All that has to be done before it may be solved, as far as it is known here. */
  missing(solution: string): Missing[] {
    const unsaid = solution.trim() === '' ? [{ field: 'solution', message: 'Say how it was solved.' }] : [];
    const run = { field: 'process', message: 'Its process says how it goes on.' };
    return [...(this.process === null ? [] : [run]), ...unsaid, ...this.openWork(), ...this.blockingParts()];
  }

  /** By a close flow: solved, and closed where nobody is to be asked. */
  finish(finish: Finish, by: string, now: Date, elsewhere: readonly Missing[] = []): void {
    const { filled, flow, solution, returnVisit, closes } = finish;
    if (filled) this.fillForm(filled, by, now);
    this.solve(solution, returnVisit, by, now, elsewhere);
    this.record({ type: 'ticket-close-flow-taken', by, flow, at: now });
    if (closes && !returnVisit && !this.isHeld) this.close(by, now);
  }

  /** By hand; a ticket whose customer is still to be asked waits for that. */
  close(by: string | null, now: Date): void {
    this.refuseRunByProcess();
    if (this.status === 'solved' && this.returnVisit)
      throw new ReturnVisitPending('The return visit is not done yet.', { id: this.id });
    this.refuseHeld();
    this.end(this.satisfaction, by, now);
  }

  /** The customer was asked (`satisfaction` 1 to 5) or could not be reached (null). One that is held is closed by hand later. */
  closeAfterReturnVisit(satisfaction: number | null, now: Date): void {
    if (!this.isHeld) return this.end(satisfaction ?? this.satisfaction, null, now);
    this.returnVisit = false;
    if (satisfaction !== null) this.mark(satisfaction, now);
  }

  linkInteraction(interactionEventId: string, by: string | null, now: Date): void {
    if (this.interactionEventIds.includes(interactionEventId)) {
      throw new InteractionAlreadyLinked('The interaction event is already linked.', { interactionEventId });
    }
    this.refuseFinished();
    this.link(interactionEventId, by, now);
  }

  /** A part of it becomes a ticket of its own, which takes these interaction events with it; they stay here, too. */
  split(newTicketId: string, interactionEventIds: readonly string[], by: string, now: Date): void {
    this.refuseFinished();
    const unknown = interactionEventIds.filter((id) => !this.interactionEventIds.includes(id));
    if (unknown.length > 0) throw new InteractionNotLinked('It is not about these interaction events.', { unknown });
    this.record({ type: 'ticket-split', newTicketId, by, at: now });
  }

  protected override openWork(): Missing[] {
    const pending = this.actions.filter(({ status }) => status === 'requested');
    return [
      ...pending.map(({ name }) => ({ field: 'actions', message: `Not yet done: ${name}.` })),
      ...super.openWork(),
    ];
  }

  private revise(edit: Partial<TicketEdit & Placing>, by: string, now: Date): void {
    this.refuseFinished();
    const changed = Object.entries(edit).filter(([name, value]) => this[name as keyof this] !== value);
    Object.assign(this, Object.fromEntries(changed));
    const names = changed.map(([name]) => name);
    this.record({ type: 'ticket-edited', by, changed: names, attributes: attributesAmong(this, names), at: now });
  }
}
