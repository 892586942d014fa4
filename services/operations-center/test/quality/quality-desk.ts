import { contactEnded } from '#libs/contracts/call-center/call-events';
import { organisationTeamChanged } from '#libs/contracts/common-center/identity/people-events';
import type { ApiClient } from '#libs/testing/api-client';
import type { ServiceInTest } from '#libs/testing/service-in-test';
import { anId } from '../events-of-others.js';

export interface Page<Item> {
  items: Item[];
  next: string | null;
}

export interface Evaluation {
  id: string;
  version: number;
  state: string;
  score: number | null;
  inspectorId: string | null;
}

export function choice(key: string, more: object = {}) {
  const options = [
    { value: 'yes', label: 'Yes', points: 1 },
    { value: 'no', label: 'No', points: 0 },
  ];
  return { key, kind: 'choice', text: key, options, ...more };
}

/** Two items, and one that is asked only of a sale: without consent it is all lost. */
export function aScorecard() {
  const sale = choice('consent', { when: 'sold = "yes"', fatal: 'form' });
  const sold = choice('sold', {
    options: [
      { value: 'yes', label: 'Yes', points: 1 },
      { value: 'no', label: 'No', points: 1 },
    ],
  });
  const groups = [
    {
      key: 'manners',
      name: 'Manners',
      weight: 80,
      items: [choice('greeting'), choice('listening', { naAllowed: true })],
    },
    { key: 'sales', name: 'Sales', weight: 20, items: [sold, sale] },
  ];
  return { name: 'Calls', channels: ['voice'], form: { mode: 'points', passMark: 60, groups } };
}

/** A call that somebody has handled; it is over now. */
export async function aFinishedCall(service: ServiceInTest, agentId: string): Promise<string> {
  const contactId = anId();
  const at = service.clock.now().toISOString();
  const times = { queuedAt: at, answeredAt: at, waitMs: 2_000, talkMs: 90_000, holdMs: 0, wrapMs: 5_000 };
  const course = { channel: 'voice', queueId: anId(), agentId, ...times, left: null } as const;
  const data = { contactId, customerId: null, outcome: 'handled', course, at } as const;
  await service.publish(contactEnded, data, { tenant: 'acme', subject: contactId });
  return contactId;
}

/** What a supervisor sets up. */
export class QualityDesk {
  constructor(private readonly sam: ApiClient) {}

  async published(scorecard: object): Promise<string> {
    const { body } = await this.sam.post<{ id: string }>('/api/v1/scorecards', scorecard);
    await this.sam.post(`/api/v1/scorecards/${body.id}/publish`, {});
    return body.id;
  }

  assign(request: object) {
    return this.sam.post<{ evaluationIds: string[] }>('/api/v1/evaluations', request);
  }

  async assigned(request: object): Promise<string[]> {
    return (await this.assign(request)).body.evaluationIds;
  }

  /** Read, answered and submitted by an inspector. */
  static async judged(inspector: ApiClient, id: string, answers: Record<string, string>) {
    const path = `/api/v1/evaluations/${id}`;
    const { version } = (await inspector.get<Evaluation>(path)).body;
    const saved = await inspector.put(`${path}/answers`, { answers }, { 'if-match': `"${version}"` });
    if (saved.status !== 200) throw new Error(`answers were not saved: ${saved.status}`);
    return inspector.post<Evaluation>(`${path}/submit`, {});
  }

  async leads(service: ServiceInTest, managerId: string, memberIds: string[]): Promise<void> {
    const teamId = anId();
    const data = { teamId, removed: false, parentId: null, managerId, memberIds };
    await service.publish(organisationTeamChanged, data, { tenant: 'acme', subject: teamId });
  }
}
