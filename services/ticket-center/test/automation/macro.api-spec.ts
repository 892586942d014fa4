import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { ApiClient } from '#libs/testing/api-client';
import { serviceOnEachEngine } from '#libs/testing/service-on-each-engine';
import type { ServiceInTest } from '#libs/testing/service-in-test';
import { StubRefusal, type StubService } from '#libs/testing/doubles/stub-service';
import { ticketCenter } from '../../src/service.js';
import { AutomationWorld, set } from './automation-world.js';

const REPAIRS = '0199d2f0-0000-7000-8000-0000000000a1';

interface Macro {
  readonly id: string;
  readonly name: string;
}

serviceOnEachEngine('macros', (start) => {
  let service: ServiceInTest;
  let world: AutomationWorld;
  let calls: StubService;
  let li: ApiClient;
  beforeAll(async () => {
    service = await start(ticketCenter);
    calls = await service.remote('call-center');
    calls.answers('GET', '/internal/agents/mia/team', () => ({ teamId: REPAIRS }));
    calls.answers('GET', '/internal/agents/li/team', () => ({ teamId: null }));
    world = new AutomationWorld(service);
    await world.at('2026-11-23T09:00:00Z');
    li = await world.as('li');
    await world.api.put('/api/v1/message-templates/received', { text: 'We have it.' });
  });
  afterAll(() => service.stop());

  const macro = async (name: string, body: object) =>
    (await world.api.post<Macro>('/api/v1/macros', { name, ...body })).body.id;
  const visibleTo = async (agent: ApiClient) =>
    (await agent.get<{ items: Macro[] }>('/api/v1/macros')).body.items.map(({ name }) => name);

  it('are applied to several tickets by one call, each by itself', async () => {
    const id = await macro('escalate', {
      actions: [
        set({ priority: 'urgent' }),
        { type: 'assign-team', teamId: 'g1' },
        { type: 'message', template: 'received' },
      ],
    });
    const [open, closed] = [await world.ticket(), await world.ticket()];
    await world.does(closed, 'grab');
    await world.does(closed, 'solve', { solution: 'Sent again.' });
    const nowhere = '0199d2f0-0000-7000-8000-00000000ffff';
    const { body } = await world.api.post(`/api/v1/macros/${id}/apply`, { ticketIds: [open, closed, nowhere] });
    expect(body).toMatchObject({
      items: [
        { ticketId: open, outcome: 'done', changes: [{ what: 'priority', to: 'urgent' }, { what: 'teamId' }, {}] },
        { ticketId: closed, outcome: 'partly', refused: [{ action: 'set', code: 'ticket-finished' }, {}] },
        { ticketId: nowhere, outcome: 'refused', refused: [{ code: 'ticket-not-found' }] },
      ],
    });
    expect(await world.ticketOf(open)).toMatchObject({ priority: 'urgent', teamId: 'g1' });
    const journal = await world.api.get<{ items: { type: string; data: object }[] }>(`/api/v1/tickets/${open}/journal`);
    expect(journal.body.items.find(({ type }) => type === 'ticket-replied')).toMatchObject({ data: { by: 'mia' } });
  });

  it('under the same key are applied once', async () => {
    const id = await macro('answer', { actions: [{ type: 'message', template: 'received' }] });
    const ticket = await world.ticket();
    const apply = () =>
      world.api.post(`/api/v1/macros/${id}/apply`, { ticketIds: [ticket] }, { 'idempotency-key': 'once' });
    expect((await apply()).body).toEqual((await apply()).body);
    const journal = await world.api.get<{ items: { type: string }[] }>(`/api/v1/tickets/${ticket}/journal`);
    expect(journal.body.items.filter(({ type }) => type === 'ticket-replied')).toHaveLength(1);
  });

  it('of a team are for its people', async () => {
    const id = await macro('repair', { actions: [set({ category: 'repair' })], teams: [REPAIRS] });
    expect(await visibleTo(world.api)).toContain('repair');
    expect(await visibleTo(li)).not.toContain('repair');
    const ticketIds = [await world.ticket()];
    const refused = await li.post(`/api/v1/macros/${id}/apply`, { ticketIds });
    expect(refused).toMatchObject({ status: 404, body: { code: 'macro-not-found' } });
    expect(await world.api.post(`/api/v1/macros/${id}/apply`, { ticketIds })).toMatchObject({ status: 200 });
  });

  it('of teams are hidden while nobody can say who is in them, the others are not', async () => {
    calls.answers('GET', '/internal/agents/mia/team', () => {
      throw new StubRefusal(503);
    });
    const names = await visibleTo(world.api);
    expect(names).toContain('escalate');
    expect(names).not.toContain('repair');
  });
});
