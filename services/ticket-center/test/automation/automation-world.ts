import type { ServiceInTest } from '#libs/testing/service-in-test';
import type { Problem } from '#libs/web/http/problem';
import type { TicketView } from '../../src/ticket/ticket.dto.js';
import { SlaWorld } from '../sla/sla-world.js';

export interface Run {
  readonly trigger: string;
  readonly depth: number;
  readonly matched: number;
  readonly lookedAt: number;
  readonly stoppedBy: string | null;
  readonly looks: readonly { readonly name: string; readonly outcome: string; readonly why: string | null }[];
}

/** Rules at work beside people. */
export class AutomationWorld extends SlaWorld {
  #rules: { id: string; version: number; body: object }[] = [];

  constructor(service: ServiceInTest) {
    super(service);
  }

  async rule(name: string, body: object): Promise<string> {
    const written = { name, ...body };
    const answer = await this.api.post<{ id: string; version: number } & Problem>('/api/v1/automation-rules', written);
    if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
    this.#rules.push({ ...answer.body, body: written });
    return answer.body.id;
  }

  /** So that a test meets no rule of another. */
  async putRulesAway(): Promise<void> {
    for (const { id, version, body } of this.#rules.splice(0))
      await this.api.put(`/api/v1/automation-rules/${id}`, { ...body, active: false }, { 'if-match': `"${version}"` });
  }

  async ticketOf(id: string): Promise<TicketView> {
    return (await this.api.get<TicketView>(`/api/v1/tickets/${id}`)).body;
  }

  /** Of a ticket, the oldest first. */
  async runs(ticketId: string): Promise<Run[]> {
    const { body } = await this.api.get<{ items: Run[] }>(`/api/v1/automation-runs?ticketId=${ticketId}&limit=200`);
    return body.items.toReversed();
  }

  async outcomes(ticketId: string): Promise<string[]> {
    const runs = await this.runs(ticketId);
    return runs.flatMap(({ trigger, looks }) => looks.map(({ name, outcome }) => `${trigger}: ${name} ${outcome}`));
  }
}

export const set = (attributes: object) => ({ type: 'set', attributes });
export const on = (...events: string[]) => ({ when: { type: 'event', events } });
export const onChange = (...attributes: string[]) => ({ when: { type: 'change', attributes } });
