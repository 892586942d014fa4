import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel/id';
import { createLogger } from '#libs/observability/logger';
import { eventually } from '#libs/testing/eventually';
import { describeReal, realPart } from '#libs/testing/real-parts/real-parts';
import { TcpProxy } from '#libs/testing/real-parts/tcp-proxy';
import { RedisStayCounts } from './redis-stay-counts.js';

const TIMES = { leaseMs: 1_000, tellMs: 60_000 };
const logger = createLogger({ service: 'gateway', level: 'silent' });

describeReal('redis', 'open connections, counted by several gateways', () => {
  const { endpoint } = realPart('redis');
  let namespace: string;
  let gateways: RedisStayCounts[];
  let network: TcpProxy;
  beforeEach(async () => {
    namespace = `${newId(new Date())}-`;
    gateways = [];
    network = await TcpProxy.before(endpoint);
  });
  afterEach(async () => {
    for (const gateway of gateways) gateway.close();
    await network.close();
  });

  const open = async (at = endpoint) => {
    const gateway = new RedisStayCounts({ url: `redis://${at}`, namespace }, logger, TIMES);
    gateways.push(gateway);
    await eventually('Redis counts', () => gateway.isShared);
    return gateway;
  };
  const places = (most = 3) => [
    { key: 'acme', most: 100 },
    { key: 'acme:mia', most },
  ];
  const takeAll = async (gateway: RedisStayCounts, most = 3) => {
    let taken = 0;
    while (await gateway.take(places(most))) taken += 1;
    return taken;
  };

  it('are no more together than there may be, however many are opened at once, and there is room when one has gone', async () => {
    const [one, two] = [await open(), await open()];
    const taken = await Promise.all(Array.from({ length: 40 }, (_, n) => [one, two][n % 2]!.take(places(10))));
    expect(taken.filter(Boolean)).toHaveLength(10);
    one.free(places());
    expect([await two.take(places(10)), await two.take(places(10))]).toEqual([true, false]);
  });

  it('what is refused takes nothing of what there was room for', async () => {
    const one = await open();
    expect(await takeAll(one)).toBe(3);
    const others = [
      { key: 'acme', most: 4 },
      { key: 'acme:ben', most: 3 },
    ];
    expect([await one.take(others), await one.take(others)]).toEqual([true, false]);
  });

  it('of a gateway that dies are there no longer when its lease is over, and those of one that stops at once', async () => {
    const [dying, stopping, living] = [await open(network.endpoint), await open(), await open()];
    await dying.take(places());
    await stopping.take(places());
    expect(await takeAll(living)).toBe(1);
    stopping.close();
    await eventually('its place is there', () => living.take(places()));
    expect(await living.take(places())).toBe(false);
    await network.refuse();
    await eventually('the dead one’s place is there', () => living.take(places()));
    expect(await living.take(places())).toBe(false);
  });

  it('are counted by each for itself while Redis is away, and together again when it is back', async () => {
    const [cutOff, other] = [await open(network.endpoint), await open()];
    expect(await takeAll(other)).toBe(3);
    await network.refuse();
    await eventually('it has noticed', () => !cutOff.isShared);
    expect(await takeAll(cutOff)).toBe(3);
    for (let n = 0; n < 3; n += 1) other.free(places());
    await network.accept();
    await eventually('it is back', () => cutOff.isShared);
    expect(await takeAll(other)).toBe(0);
    cutOff.free(places());
    await eventually('its place is there', () => other.take(places()));
  });

  it('hold nobody up while Redis hangs', async () => {
    const cutOff = await open(network.endpoint);
    network.swallow();
    const begun = performance.now();
    expect(await takeAll(cutOff)).toBe(3);
    expect(performance.now() - begun).toBeLessThan(2_000);
  });
});
