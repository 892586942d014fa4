import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { ServiceClient, ServiceRequest } from '#libs/discovery/calls/service-client';
import { ServiceUnavailable } from '#libs/discovery/calls/remote-error';
import type { TenantDirectory } from '#libs/discovery/tenant-directory';
import { newId } from '#libs/kernel/id';
import { DomainError } from '#libs/kernel/domain-error';
import { createLogger } from '#libs/observability/logger';
import { Metrics } from '#libs/observability/metrics';
import type { Database } from '#libs/persistence/database';
import { PLATFORM_TENANT } from '#libs/persistence/tenant/tenant-id';
import { onEachEngine, type Engine } from '#libs/testing/engines';
import { FakeClock } from '#libs/testing/fake-clock';
import { withServiceTables } from '#libs/web/platform/service-schema';
import { ForwardedController } from '../../src/routing/forwarded.controller.js';
import { ownedFrom } from '../../src/routing/log/routing-owner.js';
import { OwnerCalls } from '../../src/routing/owner-calls.js';
import { Ownership } from '../../src/routing/ownership.js';
import { PartitionDesk } from '../../src/routing/partition-desk.js';
import { RoutingMetrics } from '../../src/routing/routing-metrics.js';
import type { DeskCommand } from '../../src/routing/desk.api.js';
import { WaitingTimes } from '../../src/routing/waiting-times.api.js';
import { callCenter } from '../../src/service.js';
import { ALane, inTenant, setUp, TENANT, wish } from './a-lane.js';

/** Whoever is asked for the owner asks nobody else. */
const NO_CALLS = undefined as never;

/** Processes of the service, each found at its address. */
class Neighbourhood {
  readonly #at = new Map<string, ForwardedController>();
  /** Answers that get lost on their way back. */
  lost = 0;

  enter(address: string, desk: PartitionDesk): void {
    this.#at.set(address, new ForwardedController(desk, new WaitingTimes(desk, NO_CALLS)));
  }

  /** No goodbye: leases stay as they are. */
  kill(address: string): void {
    this.#at.delete(address);
  }

  get client(): ServiceClient {
    const requestProcess = async (target: string, address: string, { body }: ServiceRequest<never>) => {
      const there = this.#at.get(address);
      if (!there) throw new ServiceUnavailable(target, 'nobody listens there');
      const answer = await there.carryOut(body as { id: string; command: DeskCommand });
      if (this.lost-- > 0) throw new ServiceUnavailable(target, 'the connection broke');
      return answer;
    };
    return { requestProcess } as unknown as ServiceClient;
  }
}

function aProcess(database: Database, clock: FakeClock, address: string, neighbours: Neighbourhood): PartitionDesk {
  const { hands, setup } = new ALane(database, clock).parts;
  const logger = createLogger({ service: 'call-center', level: 'fatal' });
  const own = { url: () => address };
  const calls = new OwnerCalls(database, neighbours.client, { token: () => Promise.resolve('token') }, own as never);
  const desk = new PartitionDesk(
    ...([hands.log, hands.agents, hands.moves, hands.roster, hands.contacts, hands.hours] as const),
    ...([hands.disagreements] as const),
    ...([setup.queues, setup.plans, database, clock, { awake: () => [TENANT] } as unknown as TenantDirectory] as const),
    ...([new Ownership(database, clock, logger), calls, own as never] as const),
    new RoutingMetrics(new Metrics('call-center'), clock),
    logger,
  );
  neighbours.enter(address, desk);
  return desk;
}

onEachEngine('the owner of a tenant', (open) => {
  let clock: FakeClock;
  let engine: Engine;
  let neighbours: Neighbourhood;
  let look: ALane;

  beforeEach(async () => {
    clock = new FakeClock();
    engine = await open(withServiceTables(callCenter.database), [TENANT, PLATFORM_TENANT]);
    await setUp(engine.database, clock, { calls: {} });
    neighbours = new Neighbourhood();
    look = new ALane(engine.database, clock);
  });
  afterEach(() => engine.dispose());

  const start = (address: string) =>
    aProcess(engine.database.locksRows ? engine.another() : engine.database, clock, address, neighbours);
  const does = (desk: PartitionDesk, command: DeskCommand) => inTenant(() => desk.submit(command));
  const comes = async (desk: PartitionDesk, agentId: string) => {
    await does(desk, { type: 'agent-moves', agentId, move: { do: 'log-in' } });
    await does(desk, {
      type: 'agent-moves',
      agentId,
      move: { do: 'choose', status: { state: 'ready', reason: null } },
    });
  };
  const calls = async (desk: PartitionDesk) => {
    const contactId = await look.start();
    await does(desk, { type: 'contact-queues', contactId, wish: wish('calls') });
    return contactId;
  };
  /** Both look again and again, until who is owner has settled. */
  const settled = async (desks: readonly PartitionDesk[]) => {
    for (let round = 0; round < 6; round += 1) {
      clock.advance({ seconds: 1 });
      for (const desk of desks) await desk.wake();
    }
  };
  const owns = async (desk: PartitionDesk) => (await inTenant(() => desk.live())) !== undefined;

  it('is one process; what the others are told goes there, refusals too', async () => {
    const desks = [start('one'), start('two')];
    await settled(desks);
    const owners = await Promise.all(desks.map(owns));
    expect(owners.filter(Boolean)).toHaveLength(1);
    const other = desks[owners.indexOf(false)]!;
    await comes(other, 'ada');
    const contactId = await calls(other);
    await does(other, { type: 'offer-accepted', contactId, agentId: 'ada' });
    const refused = does(other, { type: 'offer-accepted', contactId, agentId: 'bea' });
    await expect(refused).rejects.toMatchObject({ code: 'offer-not-found', kind: 'not-found' });
    await expect(refused).rejects.toBeInstanceOf(DomainError);
    expect((await look.contacts()).map(({ status, agentId }) => [status, agentId])).toEqual([['in-progress', 'ada']]);
  });

  it('is nobody who cannot be reached yet', async () => {
    const desks = [start(''), start('two')];
    await settled(desks);
    expect(await Promise.all(desks.map(owns))).toEqual([false, expect.any(Boolean)]);
    await desks[0]!.beforeApplicationShutdown();
    await settled([desks[1]!]);
    expect(await owns(desks[1]!)).toBe(true);
  });

  it('lost its answer: the same command is not carried out again', async () => {
    const desks = [start('one'), start('two')];
    await settled(desks);
    const owners = await Promise.all(desks.map(owns));
    const other = desks[owners.indexOf(false)]!;
    await comes(other, 'ada');
    neighbours.lost = 1;
    await calls(other);
    expect((await look.contacts()).map(({ status }) => status)).toEqual(['offered']);
    const queued = (await look.recorded()).filter(({ event }) => event.type === 'contact-queued');
    expect(queued).toHaveLength(1);
  });

  it('has a breaker of its own: of those who ask, nobody waits for the next owner because of one that is gone', async () => {
    const { database } = engine;
    const own = { url: () => 'mine' } as never;
    const broken = new Set<string>();
    const requestProcess = async (target: string, address: string) => {
      if (broken.has(target) || address === 'gone') {
        broken.add(target);
        throw new ServiceUnavailable(target, 'nobody listens there');
      }
      return { outcome: 'done' };
    };
    const calls = new OwnerCalls(database, { requestProcess } as never, { token: () => Promise.resolve('token') }, own);
    const owners = ['gone', 'next'];
    const notMine = async () => {
      const owner = owners.shift();
      if (owner === undefined) throw new Error('the next owner was not asked');
      await database.transaction((tx) => ownedFrom(tx, owner, clock.now()));
      return false;
    };
    await inTenant(() => calls.submit({ type: 'tick' }, newId(clock.now()), notMine));
    expect(broken.size).toBe(1);
  });

  it('dies: within seconds another one has it all, and goes on', async () => {
    const desks = [start('one'), start('two')];
    await settled(desks);
    const owners = await Promise.all(desks.map(owns));
    const dead = owners.indexOf(true);
    const other = desks[1 - dead]!;
    await comes(other, 'ada');
    const contacts = [];
    for (let count = 0; count < 5; count += 1) contacts.push(await calls(desks[count % 2]!));
    neighbours.kill(['one', 'two'][dead]!);
    await settled([other]);
    expect(await owns(other)).toBe(true);
    for (const contactId of contacts) {
      await does(other, { type: 'offer-accepted', contactId, agentId: 'ada' });
      await does(other, { type: 'contact-ends', contactId, outcome: 'handled', by: null });
    }
    // The dead one was only slow: it goes on from what it remembers, and the log has the last word.
    const late = await calls(desks[dead]!);
    expect((await look.contacts()).map(({ id, status }) => [id, status])).toEqual([
      ...contacts.map((id) => [id, 'ended']),
      [late, 'offered'],
    ]);
    await look.replays();
  });
});
