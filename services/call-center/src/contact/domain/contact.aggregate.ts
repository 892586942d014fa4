import { resumed, timesOf, type HelpRequest } from './contact-course.js';
import {
  ALLOWED,
  ENDS_BY,
  type Channel,
  type ContactOutcome,
  type Direction,
  type LeftQueue,
} from './contact-status.js';
import {
  ContactAwaitsCallback,
  ContactCannotEndSo,
  HelpIsAnswered,
  HelpRequestNotFound,
  HelpYourself,
  ContactOfAnotherCustomer,
  TaskNeedsOutboundContact,
} from './contact.errors.js';
import type { Acting } from './acting.js';
import { CalledBack } from './called-back.js';

export interface NewContact {
  readonly id: string;
  readonly number: string;
  readonly channel: Channel;
  readonly direction: Direction;
  /** Null until somebody has found out who it is. */
  readonly customerId: string | null;
  /** The other side's number or account on the channel; personal, so it never leaves the service in an event. */
  readonly address: string | null;
  /** The task an outbound contact is made for. */
  readonly taskId: string | null;
}

/** One business encounter on one channel, of at most one customer (capabilities S3.31). */
export class Contact extends CalledBack {
  readonly number!: string;
  readonly channel!: Channel;
  readonly direction!: Direction;
  readonly address!: string | null;
  readonly taskId!: string | null;
  readonly startedAt!: Date;
  protected customerId!: string | null;
  protected outcome!: ContactOutcome | null;
  protected endedAt!: Date | null;

  // Rows are loaded through it, so it must not check anything.
  private constructor() {
    super();
  }

  static start(input: NewContact, now: Date): Contact {
    if (input.taskId !== null && input.direction === 'inbound') {
      throw new TaskNeedsOutboundContact('Only a contact that we start can be for a task.');
    }
    const contact = new Contact();
    Object.assign(contact, input, { startedAt: now });
    contact.status = 'waiting';
    contact.agentId = contact.queueId = contact.outcome = contact.connectedAt = contact.endedAt = contact.course = null;
    contact.record({ type: 'contact-started', at: now });
    return contact;
  }

  get isWaiting(): boolean {
    return this.status === 'waiting';
  }

  /** Nobody has it yet, and nobody was asked for. */
  get isUnqueued(): boolean {
    return this.isWaiting && this.queueId === null;
  }

  /** The customer hung up before anybody was asked for. */
  get wasGivenUp(): boolean {
    return this.status === 'ended' && this.outcome === 'abandoned' && this.queueId === null;
  }

  /** Whose it is; null: nobody has found out. */
  get knownCustomer(): string | null {
    return this.customerId;
  }

  /** How it ends when the customer is gone; undefined: it is over for them already, or they are called back. */
  outcomeOfLeaving(whileWaiting: 'self-served' | 'abandoned'): ContactOutcome | undefined {
    if (this.status === 'wrap-up' || this.status === 'ended' || this.awaitsCallback) return undefined;
    return this.status === 'in-progress' || this.status === 'held' ? 'handled' : whileWaiting;
  }

  /** Also after its end: a missed call may be traced later. Saying again who it is changes nothing. */
  identify(customerId: string, now: Date): void {
    if (this.customerId === customerId) return;
    if (this.customerId !== null) {
      throw new ContactOfAnotherCustomer('The contact belongs to another customer.', { contactId: this.id });
    }
    this.customerId = customerId;
    this.record({ type: 'contact-identified', customerId, at: now });
  }

  /** By somebody who has it at hand, past the queues. @throws ContactNotYours, ContactNotWaiting also while it waits in a queue */
  connect(agentId: string, by: Acting | null, now: Date): void {
    if (by?.id !== agentId) this.mustBeHadBy(by);
    if (this.queueId !== null || !ALLOWED.connect.includes(this.status)) throw this.notWaiting();
    this.connected(agentId, now);
  }

  /**
   * The encounter is over; while agents have after-contact work with it, it is being wrapped up.
   * @param wrappingUp those agents
   * @throws ContactNotYours, ContactCannotEndSo, ContactAwaitsCallback
   */
  end(outcome: ContactOutcome, by: Acting | null, now: Date, wrappingUp: readonly string[] = []): void {
    if (!this.isUnqueued) this.mustBeHadBy(by);
    if (outcome === 'abandoned') this.#mustNotAwaitCallback();
    if (!ALLOWED[ENDS_BY[outcome]].includes(this.status)) {
      throw new ContactCannotEndSo(`A contact that is ${this.status} cannot end as ${outcome}.`, {
        contactId: this.id,
      });
    }
    this.outcome = outcome;
    if (outcome !== 'handled') return this.#over(null, now);
    const at = now.getTime();
    this.askNothing('contact-ended', now);
    this.endSupervision(now);
    const nobody = { offers: [], participants: [], outside: [] };
    this.course = { ...resumed(this.passed, at), talkedUntil: at, wrappingUp, ...nobody };
    if (wrappingUp.length === 0) return this.#over(null, now);
    this.status = 'wrap-up';
    this.record({ type: 'contact-wrap-up-begun', at: now });
  }

  /** It left its queue unserved. @throws ContactNotYours, ContactAwaitsCallback */
  leave(left: LeftQueue, by: Acting | null, now: Date): void {
    this.allow('leave');
    this.mustBeHadBy(by);
    this.#mustNotAwaitCallback();
    this.outcome = 'abandoned';
    this.#over(left, now);
  }

  /** Whoever has it asks colleagues or supervisors for help (capabilities S3.20). Saying it again changes nothing. */
  askForHelp(id: string, by: string, note: string | null, now: Date): void {
    this.allow('ask-for-help');
    if (!this.isOnIt(by)) this.mustBeHadBy({ id: by, forOthers: false });
    const { help } = this.passed;
    if (help.some((each) => each.id === id)) return;
    this.goOn({ help: [...help, { id, by, at: now.getTime(), answeredBy: null }] });
    this.record({ type: 'contact-help-requested', requestId: id, by, note, at: now });
  }

  /** The first to answer helps. @throws HelpRequestNotFound, HelpIsAnswered, HelpYourself */
  answerHelp(id: string, by: string, now: Date): void {
    const request = this.#helpRequest(id);
    if (request.answeredBy === by) return;
    this.allow('ask-for-help');
    if (request.answeredBy !== null)
      throw new HelpIsAnswered(`Somebody else helps already: ${request.answeredBy}.`, { requestId: id });
    if (request.by === by) throw new HelpYourself('Nobody answers their own request.', { requestId: id });
    const help = this.passed.help.map((each) => (each === request ? { ...request, answeredBy: by } : each));
    this.goOn({ help });
    this.record({ type: 'contact-help-answered', requestId: id, by, at: now });
  }

  /** What it came to, said by one who had it; the last word of each counts. @throws ContactMoveRefused */
  wrapUp(agentId: string, code: string, note: string | null, now: Date): void {
    this.allow('wrap-up');
    if (!this.passed.had.includes(agentId)) this.mustBeHadBy({ id: agentId, forOthers: false });
    const others = this.passed.wrapUps.filter((each) => each.agentId !== agentId);
    this.goOn({ wrapUps: [...others, { agentId, code }] });
    this.record({ type: 'contact-wrapped-up', agentId, code, note, at: now });
  }

  /** The agent's after-contact work is done; with the last one's the contact has ended. */
  finishWrapUp(agentId: string, now: Date): void {
    if (this.status !== 'wrap-up') return;
    const wrappingUp = this.passed.wrappingUp.filter((each) => each !== agentId);
    this.goOn({ wrappingUp });
    if (wrappingUp.length === 0) this.#over(null, now);
  }

  #mustNotAwaitCallback(): void {
    if (this.awaitsCallback)
      throw new ContactAwaitsCallback('The customer is to be called back.', { contactId: this.id });
  }

  #helpRequest(id: string): HelpRequest {
    const request = this.passed.help.find((each) => each.id === id);
    if (!request) throw new HelpRequestNotFound('There is no such request for help.', { requestId: id });
    return request;
  }

  #over(left: LeftQueue | null, now: Date): void {
    this.status = 'ended';
    this.endedAt = now;
    if (this.course) this.goOn({ offers: [] });
    this.endSupervision(now);
    const times = timesOf({ course: this.passed, connectedAt: this.connectedAt }, now.getTime());
    this.record({ type: 'contact-ended', outcome: this.outcome!, left, times, at: now });
  }
}
