import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { agentStateChanged, type RoutingState } from '#libs/contracts/call-center/call-events';
import { ticketGrabbed } from '#libs/contracts/ticket-center/pool-events';
import { routingSetupChanged } from '#libs/contracts/call-center/routing-setup-events';
import type { DomainError } from '#libs/kernel/domain-error';
import { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import type { ApiAnswer, ApiClient } from '#libs/testing/api-client';
import { serviceOnEachEngine } from '#libs/testing/service-on-each-engine';
import type { ServiceInTest } from '#libs/testing/service-in-test';
import type { Problem } from '#libs/web/http/problem';
import fc from 'fast-check';
import { Grabbing } from '../src/pool/grab/grabbing.js';
import { HandSchema } from '../src/pool/grab/hand.schema.js';
import { PoolEntrySchema } from '../src/pool/entry/pool-entry.schema.js';
import { ticketCenter } from '../src/service.js';
import type { TicketView } from '../src/ticket/ticket.dto.js';
import { SlaWorld, ALWAYS } from './sla/sla-world.js';

const NORTH = '0199d2f0-0000-7000-8000-0000000000a1';
const SOUTH = '0199d2f0-0000-7000-8000-0000000000a2';
const EAST = '0199d2f0-0000-7000-8000-0000000000a3';

interface Entry {
  entryId: string | null;
  priority: string | null;
  waitingSeconds: number | null;
  ticketType: string | null;
}
type Body = TicketView & Pick<Problem, 'code'>;
type Got = ApiAnswer<Body>;

serviceOnEachEngine('the pool', (start) => {
  let service: ServiceInTest;
  let world: SlaWorld;
  let pools = 0;
  beforeAll(async () => {
    service = await start(ticketCenter);
    world = new SlaWorld(service);
    await world.at('2026-11-23T09:00:00Z');
  });
  afterAll(() => service.stop());

  const agents = new Map<string, ApiClient>();
  const agent = async (subject: string) => {
    const known = agents.get(subject) ?? (await service.asCaller({ subject }, 'ticket:*', 'pool:read'));
    agents.set(subject, known);
    return known;
  };

  /** Of tickets of a category of its own, so that a test meets none of another. */
  async function pool(over: object = {}): Promise<{ id: string; category: string; version: number; body: object }> {
    const category = `pool-${++pools}`;
    const body = { name: category, condition: `category = "${category}"`, ...over };
    const answer = await world.api.post<{ id: string; version: number } & Problem>('/api/v1/pools', body);
    if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
    await service.settled();
    return { ...answer.body, category, body };
  }

  const waits = (category: string, over: object = {}) => world.ticket({ category, ...over });
  const grab = async (who: string, poolId: string): Promise<Got> =>
    (await agent(who)).post<Body>(`/api/v1/pools/${poolId}/grab`);
  const head = async (who: string, poolId: string) =>
    (await (await agent(who)).get<{ items: Entry[] }>(`/api/v1/pools/${poolId}/entries`)).body.items;
  const putBack = async (who: string, ticketId: string) => {
    const answer = await (
      await agent(who)
    ).post<Problem>(`/api/v1/tickets/${ticketId}/put-back`, { reason: 'No idea.' });
    await service.settled();
    return answer;
  };
  const inAcme = <T>(work: () => Promise<T>) => runAsTenant('acme', work);
  const reader = () => service.running.app.get(Database).reader();
  const codes = (answers: readonly Got[]) =>
    answers.map(({ status, body }) => (status === 200 ? 'got' : body.code)).sort();

  async function isAtWork(agentId: string, state: RoutingState = 'ready', teamId: string | null = null, skills = {}) {
    const assignment = { teamId, profileId: null, skills };
    await service.publish(routingSetupChanged, {
      kind: 'agent-assignment',
      id: agentId,
      change: 'changed',
      assignment,
    });
    const at = service.clock.now().toISOString();
    const seq = service.events(agentStateChanged.type).length + 1;
    await service.publish(agentStateChanged, { agentId, seq, from: 'offline', to: state, reason: null, at });
  }

  it('gives the next one by priority, then by what is due first, then by age', async () => {
    await world.calendar('always', ALWAYS);
    const { id, category } = await pool();
    await world.policy(`${category}-soon`, {
      condition: `category = "${category}" and channel = "sms"`,
      ...{ calendar: 'always', targets: { resolution: { within: 'PT1H' } } },
    });
    const plain = await waits(category);
    service.clock.advance({ minutes: 1 });
    const promised = await waits(category, { channel: 'sms' });
    const urgent = await waits(category, { priority: 'urgent' });
    const grabbed = [await grab('ann', id), await grab('bob', id), await grab('cy', id)];
    expect(grabbed.map(({ body }) => body.id)).toEqual([urgent, promised, plain]);
    expect(grabbed[0]!.body).toMatchObject({ assigneeId: 'ann', status: 'open' });
    expect(await grab('dan', id)).toMatchObject({ status: 409, body: { code: 'pool-empty' } });
  });

  it('hides what a ticket is about, and lets nobody choose, until it is theirs', async () => {
    const { id, category } = await pool();
    const ticketId = await waits(category, { subject: 'My secret', priority: 'high' });
    service.clock.advance({ minutes: 3 });
    expect(await head('ann', id)).toEqual([{ entryId: null, priority: 'high', waitingSeconds: 180, ticketType: null }]);
    expect(await (await agent('ann')).post(`/api/v1/tickets/${ticketId}/grab`)).toMatchObject({
      status: 409,
      body: { code: 'pool-without-picking' },
    });
    const { body } = await (await agent('ann')).get<{ items: object[] }>('/api/v1/pools/mine');
    expect(body.items).toContainEqual(expect.objectContaining({ poolId: id, waiting: 1, held: 0, maxHeld: 5 }));
    expect((await grab('ann', id)).body.subject).toBe('My secret');
  });

  it('is for people of its teams with its skills, as call-center tells of them', async () => {
    const { id, category } = await pool({ teams: [NORTH], skills: { german: 3 } });
    await waits(category);
    await isAtWork('north', 'ready', NORTH, { german: 2 });
    await isAtWork('south', 'ready', SOUTH, { german: 5 });
    for (const who of ['north', 'south', 'stranger'])
      expect(await grab(who, id)).toMatchObject({ status: 403, body: { code: 'pool-not-for-you' } });
    expect(await (await agent('south')).get(`/api/v1/pools/${id}/entries`)).toMatchObject({ status: 403 });
    await isAtWork('north', 'ready', NORTH, { german: 3 });
    expect(await grab('north', id)).toMatchObject({ status: 200 });
  });

  it('lets go of a ticket that is assigned by hand, solved or moved to another pool', async () => {
    const { id, category } = await pool();
    const other = await pool();
    const assigned = await waits(category);
    const moved = await waits(category);
    await world.does(assigned, 'assign', { assigneeId: 'zoe' });
    await world.edit(moved, { category: other.category });
    expect(await head('ann', id)).toEqual([]);
    expect(await head('ann', other.id)).toHaveLength(1);
    const got = await grab('ann', other.id);
    await (await agent('ann')).post(`/api/v1/tickets/${moved}/solve`, { solution: 'Done.' });
    await service.settled();
    const mine = await (await agent('ann')).get<{ items: object[] }>('/api/v1/pools/mine');
    expect(got.body.id).toBe(moved);
    expect(mine.body.items).toContainEqual(expect.objectContaining({ poolId: other.id, held: 0 }));
  });

  it('takes in what waits already when it is made or changed', async () => {
    const ticketId = await waits('made-later');
    const made = await pool({ condition: 'category = "made-later"' });
    expect((await grab('ann', made.id)).body.id).toBe(ticketId);
    await waits('made-later');
    const headers = { 'if-match': `"${made.version}"` };
    await world.api.put(`/api/v1/pools/${made.id}`, { ...made.body, active: false }, headers);
    await service.settled();
    const where = { poolId: made.id };
    expect(await inAcme(async () => (await reader()).findBy(PoolEntrySchema, where))).toMatchObject([{ ticketId }]);
  });

  it('refuses a condition that names what tickets do not have', async () => {
    const refused = await world.api.post('/api/v1/pools', { name: 'wrong', condition: 'colour = "red"' });
    expect(refused).toMatchObject({ status: 422, body: { code: 'pool-condition-invalid' } });
  });

  it('makes returning cost: it is counted, takes time, and the same ticket does not come again', async () => {
    const { id, category } = await pool({ returnCooldownSeconds: 600 });
    const ticketId = await waits(category);
    await grab('eve', id);
    expect(await putBack('eve', ticketId)).toMatchObject({ status: 200, body: { assigneeId: null, status: 'open' } });
    await waits(category);
    const cooling = await grab('eve', id);
    expect(cooling).toMatchObject({ status: 409, body: { code: 'pool-cooling-down' } });
    service.clock.advance({ minutes: 10 });
    expect((await grab('eve', id)).body.id).not.toBe(ticketId);
    expect(await grab('eve', id)).toMatchObject({ status: 409, body: { code: 'pool-empty' } });
    expect((await grab('fay', id)).body.id).toBe(ticketId);
    const { body } = await world.api.get<{ items: object[] }>(`/api/v1/pools/${id}/agents`);
    expect(body.items).toContainEqual(expect.objectContaining({ agentId: 'eve', held: 1, returned: 1 }));
    expect(await putBack('eve', ticketId)).toMatchObject({ status: 409, body: { code: 'ticket-not-out-of-pool' } });
  });

  it('asks for time between two grabs, where it says so', async () => {
    const { id, category } = await pool({ cooldownSeconds: 60 });
    await waits(category);
    await waits(category);
    expect(codes([await grab('gil', id), await grab('gil', id)])).toEqual(['got', 'pool-cooling-down']);
    service.clock.advance({ seconds: 60 });
    expect(await grab('gil', id)).toMatchObject({ status: 200 });
  });

  it('pushes what nobody grabs to whoever at work has the most room', async () => {
    const { id, category } = await pool({ teams: [NORTH], pushAfterSeconds: 300, maxHeld: 2 });
    await isAtWork('hal', 'engaged', NORTH);
    await isAtWork('ida', 'ready', NORTH);
    await isAtWork('jim', 'offline', NORTH);
    await waits(category);
    await grab('hal', id);
    const ticketId = await waits(category);
    service.clock.advance({ seconds: 299 });
    await world.timers();
    expect(await world.api.get(`/api/v1/tickets/${ticketId}`)).toMatchObject({ body: { assigneeId: null } });
    service.clock.advance({ seconds: 1 });
    await world.timers();
    expect(await world.api.get(`/api/v1/tickets/${ticketId}`)).toMatchObject({ body: { assigneeId: 'ida' } });
    expect(service.events(ticketGrabbed.type).at(-1)!.data).toMatchObject({ as: 'pushed', waitedMs: 300_000 });
  });

  it('pushes again and again until somebody at work has room', async () => {
    const { category } = await pool({ teams: [EAST], pushAfterSeconds: 60, maxHeld: 1 });
    const ticketId = await waits(category);
    service.clock.advance({ minutes: 5 });
    await world.timers();
    await isAtWork('kim', 'ready', EAST);
    service.clock.advance({ seconds: 30 });
    await world.timers();
    expect(await world.api.get(`/api/v1/tickets/${ticketId}`)).toMatchObject({ body: { assigneeId: 'kim' } });
  });

  it('holds its limit for an agent who clicks on five devices at once', async () => {
    const { id, category } = await pool({ maxHeld: 2 });
    for (let n = 0; n < 6; n++) await waits(category);
    const answers = await Promise.all(Array.from({ length: 10 }, () => grab('lou', id)));
    const refused = Array.from({ length: 8 }, () => 'pool-hold-limit-reached');
    expect(codes(answers)).toEqual(['got', 'got', ...refused]);
    expect(await inAcme(async () => (await reader()).findBy(HandSchema, { poolId: id }))).toMatchObject([{ held: 2 }]);
  });

  it('stampede: of a thousand agents on one ticket exactly one gets it, the others hear so at once', async () => {
    const { id, category } = await pool({ picking: true });
    const ticketId = await waits(category);
    const [entry] = await head('ann', id);
    const all = await Promise.all(Array.from({ length: 1_000 }, (_, n) => agent(`agent-${n}`)));
    const stampede = (what: string) => clocked(all, (each) => each.post<Body>(`/api/v1/${what}`));
    const reads = await clocked(all, (each) => each.get(`/api/v1/pools/${id}`));

    const chosen = await stampede(`pools/${id}/entries/${entry!.entryId}/grab`);
    expect(chosen.got).toMatchObject([{ id: ticketId }]);
    expect(chosen.codes).toEqual(new Map([['ticket-taken', 999]]));

    const next = await waits(category);
    const blind = await stampede(`pools/${id}/grab`);
    expect(blind.got).toMatchObject([{ id: next }]);
    expect(blind.codes).toEqual(new Map([['pool-empty', 999]]));

    const outside = await world.ticket({ category: 'in-no-pool' });
    const known = await stampede(`tickets/${outside}/grab`);
    expect(known.got).toMatchObject([{ id: outside }]);
    expect(known.codes).toEqual(new Map([['ticket-taken', 999]]));

    const table = Object.entries({ 'by entry': chosen, 'the next one': blind, 'in no pool': known, 'a read': reads });
    process.stdout.write(table.map(([name, { told }]) => `stampede of 1000, ${name}: ${told}\n`).join(''));
  }, 120_000);

  it('leaves it to the database where nobody else can tell: requests that are repeated as one by their key', async () => {
    const { id, category } = await pool({ picking: true });
    const ticketId = await waits(category);
    const entryId = (await head('ann', id))[0]!.entryId!;
    const grabWithKey = async (n: number) =>
      (await agent(`key-${n}`)).post<Body>(`/api/v1/pools/${id}/entries/${entryId}/grab`, undefined, {
        'idempotency-key': `key-${n}`,
      });
    const all = Array.from({ length: 60 }, (_, n) => n);
    const answers = await Promise.all(all.map(grabWithKey));
    const winner = answers.findIndex(({ status }) => status === 200);
    expect(codes(answers)).toEqual(['got', ...all.slice(1).map(() => 'ticket-taken')]);
    expect((await grabWithKey(winner)).body.id).toBe(ticketId);
  }, 60_000);

  it('stampede without HTTP: a thousand commands at once, also of agents who know nothing of each other', async () => {
    const { id, category } = await pool({ picking: true });
    await waits(category);
    const entryId = (await head('ann', id))[0]!.entryId!;
    const { app } = service.running;
    const grabbing = app.get(Grabbing, { strict: false });
    const began = performance.now();
    const outcomes = await inAcme(() =>
      Promise.all(
        Array.from({ length: 1_000 }, async (_, n) => {
          const won = await grabbing.entry(id, entryId, `command-${n}`).then(
            () => 'got',
            (error: DomainError) => error.code,
          );
          return { won, ms: performance.now() - began };
        }),
      ),
    );
    expect(outcomes.filter(({ won }) => won === 'got')).toHaveLength(1);
    expect(outcomes.filter(({ won }) => won === 'ticket-taken')).toHaveLength(999);
    const slowest = Math.round(Math.max(...outcomes.map(({ ms }) => ms)));
    process.stdout.write(`stampede of 1000 commands: all answered within ${slowest} ms\n`);
  });

  it('keeps its promises whatever agents do, and in whatever order', async () => {
    const who = fc.constantFrom('pat', 'quin', 'ray');
    const step = fc.oneof(
      fc.record({ does: fc.constant('opens' as const), who }),
      fc.record({ does: fc.constant('grabs' as const), who }),
      fc.record({ does: fc.constant('puts back' as const), who }),
      fc.record({ does: fc.constant('solves' as const), who }),
      fc.record({ does: fc.constant('is given' as const), who }),
    );
    const days = fc.sample(fc.array(step, { minLength: 15, maxLength: 25 }), { seed: 20261123, numRuns: 3 });
    for (const steps of days) {
      const { id, category } = await pool({ maxHeld: 2, returnCooldownSeconds: 0 });
      const returned = new Set<string>();
      for (const { does, who: name } of steps) {
        const entries = await inAcme(async () => (await reader()).findBy(PoolEntrySchema, { poolId: id }));
        const mine = entries.find(({ holderId }) => holderId === name)?.ticketId;
        const waiting = entries.find(({ holderId }) => holderId === null)?.ticketId;
        if (does === 'opens') await waits(category);
        if (does === 'grabs') {
          const { status, body } = await grab(name, id);
          if (status === 200) expect(returned.has(`${name} ${body.id}`)).toBe(false);
        }
        if (does === 'puts back' && mine) {
          returned.add(`${name} ${mine}`);
          await putBack(name, mine);
        }
        if (does === 'solves' && mine)
          await (await agent(name)).post(`/api/v1/tickets/${mine}/solve`, { solution: 'Done.' });
        if (does === 'is given' && waiting) await world.does(waiting, 'assign', { assigneeId: name });
        await service.settled();
        await isConsistent(id);
      }
    }
  }, 120_000);

  /** What each has in hand is what is counted, within the limit, and what tickets say. */
  async function isConsistent(poolId: string): Promise<void> {
    const [entries, hands] = await inAcme(async () => [
      await (await reader()).findBy(PoolEntrySchema, { poolId }),
      await (await reader()).findBy(HandSchema, { poolId }),
    ]);
    for (const { agentId, held } of hands) {
      expect(held).toBeLessThanOrEqual(2);
      expect(entries.filter(({ holderId }) => holderId === agentId)).toHaveLength(held);
    }
    for (const { ticketId, holderId } of entries)
      expect(await world.api.get(`/api/v1/tickets/${ticketId}`)).toMatchObject({ body: { assigneeId: holderId } });
  }
});

/** All at once, and how long each waited for an answer. */
async function clocked(all: readonly ApiClient[], call: (each: ApiClient) => Promise<Got>) {
  const began = performance.now();
  const waited: number[] = [];
  const answers = await Promise.all(
    all.map(async (each) => {
      const from = performance.now();
      const answer = await call(each);
      waited.push(performance.now() - from);
      return answer;
    }),
  );
  const codes = new Map<string, number>();
  for (const { status, body } of answers) if (status !== 200) codes.set(body.code, (codes.get(body.code) ?? 0) + 1);
  waited.sort((a, b) => a - b);
  const ms = (value: number) => `${Math.round(value)} ms`;
  const told = `all in ${ms(performance.now() - began)}, median ${ms(waited[500]!)}, slowest ${ms(waited.at(-1)!)}`;
  return { got: answers.filter(({ status }) => status === 200).map(({ body }) => body), codes, told };
}
