import { ticketSlaBreached, ticketSlaWarned } from '#libs/contracts/ticket-center/sla-events';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import type { ApiClient } from '#libs/testing/api-client';
import type { ServiceInTest } from '#libs/testing/service-in-test';
import { TIMER_PARTITIONS } from '../../src/ticket-timer/ticket-timer.api.js';
import { TicketTimerWorker } from '../../src/ticket-timer/ticket-timer-worker.js';
import type { ClockView, TicketSlaView } from '../../src/sla/ticket/ticket-sla.dto.js';
import type { TicketView } from '../../src/ticket/ticket.dto.js';

const CUSTOMER = '0199d2f0-0000-7000-8000-000000000001';
const PARTITIONS = Array.from({ length: TIMER_PARTITIONS }, (_, partition) => partition);
const everyDay = (...hours: { from: string; to: string }[]) =>
  Object.fromEntries(
    ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map((day) => [day, hours]),
  );

export const ALWAYS = { timeZone: 'UTC', weekly: everyDay({ from: '00:00', to: '24:00' }) };

/** People at work with tickets and their promises, as time goes by. */
export class SlaWorld {
  #api: ApiClient | undefined;

  constructor(private readonly service: ServiceInTest) {}

  /** Tokens run out as time does. */
  async as(subject = 'mia'): Promise<ApiClient> {
    return this.service.asCaller({ subject }, '*');
  }

  /** Who reaches nobody but themselves. */
  async alone(subject: string): Promise<ApiClient> {
    const common = await this.service.remote('common-center');
    const circle = { people: [subject], teams: [] };
    common.answers('GET', `/internal/organisation/circles/${subject}`, () => circle);
    return this.service.asCaller({ subject, dataScope: { base: 'self' } }, '*');
  }

  async at(instant: string): Promise<void> {
    this.service.clock.set(instant);
    this.#api = await this.as();
  }

  get api(): ApiClient {
    return this.#api!;
  }

  async calendar(name: string, definition: object): Promise<void> {
    const answer = await this.api.put(`/api/v1/calendars/${name}`, definition);
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
    this.service.clock.advance(5_001);
  }

  async policy(name: string, text: object): Promise<{ id: string; version: number }> {
    const answer = await this.api.post<{ id: string; version: number }>('/api/v1/sla-policies', { name, ...text });
    if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
    return answer.body;
  }

  async changed({ id, version }: { id: string; version: number }, name: string, text: object) {
    const headers = { 'if-match': `"${version}"` };
    const answer = await this.api.put<{ id: string; version: number }>(
      `/api/v1/sla-policies/${id}`,
      { name, ...text },
      headers,
    );
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
    return answer.body;
  }

  async ticket(over: object = {}): Promise<string> {
    const body = { ticketType: 'general', customerId: CUSTOMER, subject: 'Where is it?', ...over };
    const { body: ticket, status } = await this.api.post<TicketView>('/api/v1/tickets', body);
    if (status !== 201) throw new Error(JSON.stringify(ticket));
    await this.service.settled();
    return ticket.id;
  }

  async does(ticketId: string, what: string, body: object = {}): Promise<void> {
    const answer = await this.api.post(`/api/v1/tickets/${ticketId}/${what}`, body);
    if (answer.status >= 300) throw new Error(JSON.stringify(answer.body));
    await this.service.settled();
  }

  async edit(ticketId: string, edit: object): Promise<void> {
    const { body } = await this.api.get<TicketView>(`/api/v1/tickets/${ticketId}`);
    const answer = await this.api.patch(`/api/v1/tickets/${ticketId}`, edit, { 'if-match': `"${body.version}"` });
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
    await this.service.settled();
  }

  async sla(ticketId: string): Promise<TicketSlaView> {
    return (await this.api.get<TicketSlaView>(`/api/v1/tickets/${ticketId}/sla`)).body;
  }

  async clock(ticketId: string, metric: ClockView['metric'], instance = 1): Promise<ClockView> {
    const { clocks } = await this.sla(ticketId);
    return clocks.find((clock) => clock.metric === metric && clock.instance === instance)!;
  }

  /** What is due now, is done now. */
  async timers(): Promise<void> {
    await runAsTenant('acme', () => this.service.running.app.get(TicketTimerWorker).look(PARTITIONS));
    await this.service.settled();
  }

  alarms(ticketId: string): [type: string, metric: string, at: string][] {
    const of = (type: string, at: 'warnedAt' | 'breachedAt') =>
      this.service
        .events(type)
        .filter(({ subject }) => subject === ticketId)
        .map(({ data }) => [type, data.metric as string, data[at] as string] as [string, string, string]);
    return [...of(ticketSlaWarned.type, 'warnedAt'), ...of(ticketSlaBreached.type, 'breachedAt')];
  }
}
