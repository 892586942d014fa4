import type { ApiAnswer, ApiClient } from '#libs/testing/api-client';
import type { ServiceInTest } from '#libs/testing/service-in-test';
import type { Problem } from '#libs/web/http/problem';
import type { RelationsView } from '../../src/ticket/relation/ticket-relation.dto.js';
import type { TicketView } from '../../src/ticket/ticket.dto.js';
import { ALWAYS, SlaWorld } from '../sla/sla-world.js';

export const CUSTOMER = '0199d2f0-0000-7000-8000-000000000001';
export const [EVENT, OTHER_EVENT] = ['0199d2f0-0000-7000-8000-0000000000e1', '0199d2f0-0000-7000-8000-0000000000e2'];

export type Refused = Pick<Problem, 'code' | 'errors' | 'facts'>;

/** Mia and Li at their tickets; the calendars are always open. */
export class TicketWork {
  mia!: ApiClient;
  li!: ApiClient;

  private constructor(
    readonly service: ServiceInTest,
    readonly world: SlaWorld,
  ) {}

  static async of(service: ServiceInTest): Promise<TicketWork> {
    const world = new SlaWorld(service);
    await world.at('2026-11-23T08:00:00Z');
    await world.calendar('always', ALWAYS);
    await world.calendar('service-hours', ALWAYS);
    return new TicketWork(service, world);
  }

  /** Tokens run out as time does. */
  async at(instant: string): Promise<void> {
    await this.world.at(instant);
    [this.mia, this.li] = [await this.world.as('mia'), await this.world.as('li')];
  }

  logIn(): Promise<void> {
    return this.at(this.service.clock.now().toISOString());
  }

  async opened(over: object = {}): Promise<TicketView> {
    const body = { ticketType: 'general', customerId: CUSTOMER, subject: 'Where is it?', ...over };
    const answer = await this.mia.post<TicketView>('/api/v1/tickets', body);
    if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
    return answer.body;
  }

  async grabbed(over: object = {}): Promise<TicketView> {
    const { id } = await this.opened(over);
    return (await this.mia.post<TicketView>(`/api/v1/tickets/${id}/grab`)).body;
  }

  async ticket(id: string): Promise<TicketView> {
    return (await this.mia.get<TicketView>(`/api/v1/tickets/${id}`)).body;
  }

  async relations(id: string): Promise<RelationsView> {
    return (await this.mia.get<RelationsView>(`/api/v1/tickets/${id}/relations`)).body;
  }

  does(id: string, what: string, body: object = {}): Promise<ApiAnswer<TicketView & Refused>> {
    return this.mia.post(`/api/v1/tickets/${id}/${what}`, body);
  }

  solve(id: string, over: object = {}): Promise<ApiAnswer<TicketView & Refused>> {
    return this.does(id, 'solve', { solution: 'Done.', ...over });
  }

  async puts(id: string, what: string, body: object): Promise<ApiAnswer<TicketView & Refused>> {
    const headers = { 'if-match': `"${(await this.ticket(id)).version}"` };
    return this.mia.put(`/api/v1/tickets/${id}/${what}`, body, headers);
  }

  partOf(id: string, parentId: string | null): Promise<ApiAnswer<TicketView & Refused>> {
    return this.puts(id, 'parent', { parentId });
  }
}
