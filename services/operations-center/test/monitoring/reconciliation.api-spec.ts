import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { contactConnected } from '#libs/contracts/call-center/call-events';
import { contactQueued } from '#libs/contracts/call-center/contact-events';
import type { ContactTelling } from '#libs/contracts/call-center/contact-tellings-api';
import type { TicketStanding } from '#libs/contracts/ticket-center/ticket-standings-api';
import { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { FigureCellSchema } from '../../src/figures/cells/cell.schema.js';
import { ContactReconciliation } from '../../src/monitoring/contacts/contact-reconciliation.js';
import { TicketReconciliation } from '../../src/monitoring/tickets/ticket-reconciliation.js';
import { ReconciliationRounds } from '../../src/monitoring/reconciliation/reconciliation-rounds.js';
import { anId } from '../events-of-others.js';
import { MonitoringDesk, type Alert } from './monitoring-desk.js';

interface TicketNight {
  date: string;
  sample: { ticketId: string; name: string; computed: string | null }[];
}

describe('operations-center: what was counted by day, looked at by night', () => {
  let desk: MonitoringDesk;

  beforeAll(async () => {
    desk = await MonitoringDesk.start();
  });
  afterAll(() => desk.stop());
  beforeEach(() => desk.logIn());

  const telling = (contactId: string, queueId: string): ContactTelling => {
    const time = desk.service.clock.now().toISOString();
    return { id: anId(), type: contactQueued.type, time, data: { contactId, channel: 'voice', queueId, at: time } };
  };
  const connected = (contactId: string, agentId: string): ContactTelling => {
    const time = desk.service.clock.now().toISOString();
    return { id: anId(), type: contactConnected.type, time, data: { contactId, agentId, at: time } };
  };
  const reconciledContacts = () =>
    runAsTenant('acme', () => desk.service.running.app.get(ContactReconciliation).run('2026-11-23'));
  const countedOf = async (queue: string) => {
    const path = `/api/v1/figures/days/2026-11-23?kind=queue&id=${queue}`;
    const { day } = (await desk.lead.get<{ day: Record<string, number> }>(path)).body;
    const { waiting } = (
      await desk.lead.get<{ rows: { now: { waiting: number } }[] }>(`/api/v1/figures/live?kind=queue&id=${queue}`)
    ).body.rows[0]!.now;
    return { ...day, waiting };
  };

  it('looks at night whether tickets are what they are counted from, but for what is still on its way', async () => {
    const openedAt = desk.service.clock.now().toISOString();
    const [right, closed, erased, late] = [
      ...[await desk.others.ticketOpened(), await desk.others.ticketOpened()],
      ...[await desk.others.ticketOpened(), await desk.others.ticketOpened()],
    ];
    const unheard = anId();
    desk.service.clock.advance({ hours: 3 });
    await desk.logIn();
    const standing = (id: string, more: Partial<TicketStanding> = {}): TicketStanding => ({
      ...{ id, category: 'new', openedAt, assigneeId: null, teamId: null, changedAt: openedAt, ...more },
    });
    desk.tickets = [
      standing(right!, { assigneeId: 'mia' }),
      standing(closed!, { category: 'closed' }),
      standing(late!, { assigneeId: 'ben', changedAt: desk.service.clock.now().toISOString() }),
      standing(unheard),
    ];
    await runAsTenant('acme', () => desk.service.running.app.get(TicketReconciliation).run('2026-11-20'));
    const [night] = (await desk.lead.get<{ items: TicketNight[] }>('/api/v1/ticket-reconciliations')).body.items;
    expect(night).toMatchObject({ date: '2026-11-20', remaining: 0 });
    const found = new Map(night!.sample.map(({ ticketId, name, computed }) => [ticketId, [name, computed]]));
    expect([right, closed, erased, unheard, late].map((id) => found.get(id!))).toEqual([
      ...[
        ['assignee', 'mia'],
        ['extra', 'closed'],
        ['extra', null],
        ['missing', 'new'],
      ],
      undefined,
    ]);
    const open = (await desk.items('tickets-unfinished')).items.map(({ id }) => id);
    expect(open.toSorted()).toEqual([right, late, unheard].toSorted());
    expect((await desk.items('tickets-new', 'kind=agent&id=mia')).items.map(({ id }) => id)).toEqual([right]);
    desk.tickets = [standing(right!, { assigneeId: 'mia' }), standing(late!), standing(unheard)];
  });

  it('finds at night what of contacts is not counted as call-center told it, puts it right, and tells', async () => {
    const at = desk.service.clock.now().toISOString();
    const queue = await desk.floor.queue('lost');
    const [heard, deaf, half] = [await desk.floor.queued(queue), anId(), await desk.floor.queued(queue)];
    desk.told = [
      { contactId: heard, tellings: [telling(heard, queue)] },
      { contactId: deaf, tellings: [telling(deaf, queue), connected(deaf, 'mia')] },
      { contactId: half, tellings: [telling(half, queue), connected(half, 'mia')] },
    ];
    const [wrong, twice] = [await desk.floor.queued(queue), await desk.floor.queued(queue)];
    const later = new Date(Date.parse(at) + 30_000).toISOString();
    await desk.floor.connected(wrong, 'mia', later);
    await desk.floor.connected(twice, 'mia', at);
    desk.told.push({ contactId: wrong, tellings: [telling(wrong, queue), connected(wrong, 'mia')] });
    desk.told.push({ contactId: twice, tellings: [telling(twice, queue)] });
    desk.service.clock.advance({ minutes: 5 });
    desk.told.push({ contactId: anId(), tellings: [telling(anId(), queue)] });
    desk.service.clock.advance({ minutes: 6 });
    await desk.logIn();
    await reconciledContacts();
    const [night] = (await desk.lead.get<{ items: object[] }>('/api/v1/contact-reconciliations')).body.items;
    expect(night).toMatchObject({ date: '2026-11-23', contacts: 6, differences: 5, remaining: 0 });
    expect(night).toMatchObject({
      sample: [
        { contactId: deaf, name: 'missing', what: 'queued', queueId: queue },
        { contactId: deaf, name: 'missing', what: 'connected', queueId: null },
        { contactId: half, name: 'missing', what: 'connected' },
        { contactId: wrong, name: 'differing', what: 'connected', at },
        { contactId: twice, name: 'surplus', what: 'connected', at },
      ],
    });
    expect(await countedOf(queue)).toMatchObject({ offered: 5, answered: 3, waiting: 2 });
    const alerts = (await desk.lead.get<{ items: Alert[] }>('/api/v1/alerts')).body.items;
    expect(alerts).toContainEqual(expect.objectContaining({ name: 'contacts-of-2026-11-23', state: 'cleared' }));
    await desk.floor.connected(half, 'mia', at);
    expect(await countedOf(queue)).toMatchObject({ offered: 5, answered: 3, waiting: 2 });
    desk.told = [];
  });

  it('finds at night what was spoilt by day, mends it, and tells', async () => {
    const database = desk.service.running.app.get(Database);
    const spoilt = () =>
      runAsTenant('acme', async () => {
        const cells = await (await database.reader()).findBy(FigureCellSchema, { level: 'quarter', kind: 'contact' });
        const { start, kind, id, part, shard, answered } = cells.find((cell) => cell.answered > 0)!;
        await database.transaction((tx) =>
          tx.update(FigureCellSchema, { level: 'quarter', start, kind, id, part, shard }, { answered: answered + 5 }),
        );
      });
    const reconciled = () => desk.service.running.app.get(ReconciliationRounds).rounds.run();
    const nights = async () =>
      (await desk.lead.get<{ items: { date: string }[] }>('/api/v1/figure-reconciliations')).body.items;
    await spoilt();
    desk.service.clock.set('2026-11-24T01:59:00Z');
    await desk.logIn();
    await reconciled();
    expect((await nights()).map(({ date }) => date)).not.toContain('2026-11-23');
    desk.service.clock.set('2026-11-24T02:00:00Z');
    for (let round = 0; round < 2; round += 1) await reconciled();
    expect((await nights())[0]).toMatchObject({ date: '2026-11-23', remaining: 0 });
    expect((await nights())[0]).not.toMatchObject({ differences: 0 });
    expect((await nights()).slice(1)).toMatchObject([{ differences: 0 }, { differences: 0 }]);
    const { body } = await desk.lead.post('/api/v1/figures/days/2026-11-23/recompute', {});
    expect(body).toMatchObject({ differences: [] });
    await desk.service.settled();
    expect(desk.service.events('operations.figures-reconciled.v1')).toHaveLength(1);
    const found = (await desk.lead.get<{ items: Alert[] }>('/api/v1/alerts')).body.items[0];
    expect(found).toMatchObject({ name: 'figures-of-2026-11-23', state: 'cleared' });
    expect(desk.service.events('operations.alert-escalated.v1').at(-1)!.data).toMatchObject({ roles: ['supervisor'] });
  });
});
