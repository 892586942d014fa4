import type { ToldContact } from '#libs/contracts/call-center/contact-tellings-api';
import type { InterfaceFigures } from '#libs/contracts/common-center/integration/interface-figures-api';
import type { TicketStanding } from '#libs/contracts/ticket-center/ticket-standings-api';
import type { ApiClient } from '#libs/testing/api-client';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import { ThresholdWatch } from '../../src/monitoring/threshold/threshold-watch.js';
import { operationsCenter } from '../../src/service.js';
import { EventsOfOthers } from '../events-of-others.js';
import { FloorEvents } from '../floor-events.js';

export interface Board {
  id: string;
  version: number;
  name: string;
  ownerId: string | null;
}
export interface Data {
  asOf: string;
  widgets: Record<string, { value?: number; rows?: Record<string, object>; items?: object[]; silence?: string }>;
  alerts: Record<string, { label: string }>;
}
interface Value {
  value: number | null;
  isKnown: boolean;
  asOf: string;
  window: string;
}
export interface Items {
  items: { id: string; facts: Record<string, unknown>; label: string }[];
  next: string | null;
}
export interface Alert {
  id: string;
  name: string;
  state: string;
  timesAgain: number;
}

export const CRM = { code: 'crm', breaker: 'half-open', calls: 4, failed: 1, p50Ms: 100, p95Ms: 900 } as const;
export const TEAM = '0199d2f0-0000-7000-8000-0000000000d1';

/** Somebody who may everything watches what the other services tell. */
export class MonitoringDesk {
  readonly floor: FloorEvents;
  readonly others: EventsOfOthers;
  lead!: ApiClient;
  /** As ticket-center says they stand. */
  tickets: TicketStanding[] = [];
  /** As common-center counts them. */
  interfaces: InterfaceFigures[] = [];
  /** What call-center told of its contacts. */
  told: ToldContact[] = [];

  private constructor(readonly service: ServiceInTest) {
    this.floor = new FloorEvents(service);
    this.others = new EventsOfOthers(service);
  }

  static async start(): Promise<MonitoringDesk> {
    const service = await startForTest(operationsCenter, { tenants: ['acme', 'globex'] });
    const desk = new MonitoringDesk(service);
    const common = await service.remote('common-center');
    common.answers('GET', '/internal/interfaces/figures', () => ({ items: desk.interfaces }));
    common.answers('GET', '/internal/organisation/circles/tess', () => ({ people: ['tess', 'mia'], teams: [TEAM] }));
    const callCenter = await service.remote('call-center');
    callCenter.answers('GET', '/internal/contact-tellings', () => ({ items: desk.told }));
    const ticketCenter = await service.remote('ticket-center');
    ticketCenter.answers('GET', '/internal/ticket-standings', () => ({ items: desk.tickets }));
    return desk;
  }

  stop(): Promise<void> {
    return this.service.stop();
  }

  /** Tokens last for an hour. */
  async logIn(): Promise<void> {
    this.lead = await this.service.asCaller({ subject: 'lead' }, '*');
  }

  /** Of a team leader, who reaches her team. */
  tess(): Promise<ApiClient> {
    const reach = { subject: 'tess', dataScope: { base: 'team' } } as const;
    return this.service.asCaller(reach, 'figure:read', 'board:*', 'alert:*');
  }

  async value(key: string, query = '', who = this.lead): Promise<Value> {
    return (await who.get<Value>(`/api/v1/figures/${key}/value?${query}`)).body;
  }

  async items(key: string, query = '', who = this.lead): Promise<Items> {
    return (await who.get<Items>(`/api/v1/figures/${key}/items?${query}`)).body;
  }

  /** What is known of interfaces is asked for anew. */
  refreshed(): void {
    this.service.clock.advance({ seconds: 4 });
  }

  watched(): Promise<void> {
    return this.service.running.app.get(ThresholdWatch).rounds.run();
  }
}
