import { ticketNotificationRequested } from '#libs/contracts/ticket-center/automation-events';
import type { ApiAnswer, ApiClient } from '#libs/testing/api-client';
import type { ServiceInTest } from '#libs/testing/service-in-test';
import type { Problem } from '#libs/web/http/problem';
import type { TicketView } from '../../src/ticket/ticket.dto.js';
import { ALWAYS, SlaWorld } from '../sla/sla-world.js';

type Made = { id: string; version: number } & Pick<Problem, 'code'>;

export interface Urge {
  state: string;
  channel: string;
  level: number;
  told: { level: number; people: string[] }[];
  answerDueAt: string | null;
  doneBy: string | null;
}

/** Tickets that somebody presses for; tom leads, nora leads the north, dora is above both. Each test has a day of its own. */
export class PressedTickets {
  /** Of December 2026. */
  day = 13;

  private constructor(
    readonly service: ServiceInTest,
    readonly world: SlaWorld,
  ) {}

  static async of(service: ServiceInTest): Promise<PressedTickets> {
    const pressed = new PressedTickets(service, new SlaWorld(service));
    const { world } = pressed;
    await world.at('2026-11-20T09:00:00Z');
    await world.calendar('always', ALWAYS);
    await pressed.ok(world.api.put('/api/v1/responsibilities/team-lead', { people: ['tom'] }));
    await pressed.ok(world.api.put('/api/v1/responsibilities/team-lead', { teamId: 'north', people: ['nora'] }));
    await pressed.ok(world.api.put('/api/v1/responsibilities/department-head', { people: ['dora'] }));
    return pressed;
  }

  nextDay(): Promise<void> {
    return this.world.at(`2026-12-${++this.day}T09:00:00Z`);
  }

  async ok<Body>(answer: Promise<{ status: number; body: Body }>): Promise<Body> {
    const { status, body } = await answer;
    if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
    await this.service.settled();
    return body;
  }

  make(what: string, body: object): Promise<Made> {
    return this.ok(this.world.api.post<Made>(`/api/v1/${what}`, body));
  }

  as(subject: string): Promise<ApiClient> {
    return this.world.as(subject);
  }

  async urge(
    ticketId: string,
    who = 'portal',
    channel = 'web',
  ): Promise<ApiAnswer<TicketView & Pick<Problem, 'code'>>> {
    const caller = await this.as(who);
    return caller.post(`/api/v1/tickets/${ticketId}/urge`, { note: 'Hurry, please.', channel });
  }

  async urges(ticketId: string): Promise<Urge[]> {
    return (await this.ok(this.world.api.get<{ items: Urge[] }>(`/api/v1/tickets/${ticketId}/urges`))).items;
  }

  /** What people were to be told of a ticket, and who. */
  told(ticketId: string): string[] {
    return this.service
      .events(ticketNotificationRequested.type)
      .filter(({ subject }) => subject === ticketId)
      .map(({ data }) => `${data.template as string}: ${(data.people as string[]).join(', ')}`);
  }

  async heldBy(assigneeId: string, over: object = {}): Promise<string> {
    const id = await this.world.ticket(over);
    await this.world.does(id, 'assign', { assigneeId });
    return id;
  }

  async later(minutes: number): Promise<void> {
    this.service.clock.advance({ minutes });
    await this.world.at(this.service.clock.now().toISOString());
    await this.world.timers();
  }
}
