import { SupervisedTicket } from '../supervised-ticket.js';
import { HandedToItsHolder, NobodyToReturnTo, NotTheAssignee } from '../ticket.errors.js';

/**
 * Who has a ticket. Its owner is who asked to have it back, through however many hands it goes in between; without such a one, whoever
 * has it.
 */
export abstract class TicketHands extends SupervisedTicket {
  protected assigneeId!: string | null;
  private teamId!: string | null;
  /** The owner, while others have it. */
  private returnsTo!: string | null;
  /** Where it lay when the owner handed it on. */
  private returnTeamId!: string | null;

  protected beginWithNobody(): void {
    this.assigneeId = this.teamId = this.returnsTo = this.returnTeamId = null;
  }

  /** Whoever of the team has it, or will: its agreement with the others runs from now on. */
  assignTeam(teamId: string | null, by: string, now: Date): void {
    this.refuseFinished();
    if (teamId === this.teamId) return;
    this.teamId = teamId;
    this.record({ type: 'ticket-team-assigned', teamId, by, at: now });
  }

  /** By hand: whoever had it, or was to have it back, `assigneeId` has it now. */
  assign(assigneeId: string, by: string, now: Date): void {
    this.refuseFinished();
    this.returnsTo = this.returnTeamId = null;
    this.giveTo(assigneeId, by, now);
  }

  /** To a related party; with `withReturn` it comes back to the owner when they, or whoever they hand it on to, have answered. */
  transfer(toId: string, withReturn: boolean, by: string, now: Date): void {
    this.refuseFinished();
    this.refuseOthers(by);
    if (toId === by) throw new HandedToItsHolder('Who has the ticket need not be given it.', { id: this.id });
    if (toId === this.returnsTo) return this.giveBack(by, now);
    this.keepOwner(withReturn, by);
    this.assigneeId = toId;
    this.record({ type: 'ticket-transferred', fromId: by, toId, returnsTo: this.returnsTo, at: now });
  }

  /** To whoever of the team takes it. */
  transferToTeam(teamId: string, withReturn: boolean, by: string, now: Date): void {
    this.refuseFinished();
    this.refuseOthers(by);
    this.keepOwner(withReturn, by);
    this.assigneeId = null;
    this.record({ type: 'ticket-transferred-to-team', fromId: by, teamId, returnsTo: this.returnsTo, at: now });
    this.assignTeam(teamId, by, now);
  }

  /** To the owner, and to the team it lay with then; by who has it, or by the owner, who may take it back. */
  giveBack(by: string, now: Date): void {
    this.refuseFinished();
    if (by !== this.returnsTo) this.refuseOthers(by);
    if (this.returnsTo === null) throw new NobodyToReturnTo('Nobody asked to have it back.', { id: this.id });
    const [toId, teamId] = [this.returnsTo, this.returnTeamId];
    const fromId = this.assigneeId ?? by;
    this.assigneeId = toId;
    this.returnsTo = this.returnTeamId = null;
    this.record({ type: 'ticket-returned', fromId, toId, at: now });
    this.assignTeam(teamId, by, now);
  }

  /** Nobody has it any more, or is to have it back. */
  putBack(by: string, reason: string, now: Date): void {
    this.refuseFinished();
    this.refuseOthers(by);
    this.assigneeId = this.returnsTo = this.returnTeamId = null;
    this.record({ type: 'ticket-put-back', by, reason, at: now });
  }

  /** Who has it from now on; who is to have it back stays, unless it is they. */
  protected giveTo(assigneeId: string, by: string, now: Date): void {
    this.refuseFinished();
    this.assigneeId = assigneeId;
    if (this.returnsTo === assigneeId) this.returnsTo = this.returnTeamId = null;
    this.record({ type: 'ticket-assigned', assigneeId, by, at: now });
    this.taken(now);
  }

  protected refuseOthers(by: string): void {
    if (this.assigneeId !== by) throw new NotTheAssignee('Only the agent who has the ticket may hand it on.');
  }

  private keepOwner(withReturn: boolean, by: string): void {
    if (!withReturn || this.returnsTo !== null) return;
    this.returnsTo = by;
    this.returnTeamId = this.teamId;
  }
}
