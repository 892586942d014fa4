import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel/id';
import { InProcessBroker } from '#libs/messaging/in-process-broker';
import { createLogger } from '#libs/observability/logger';
import { eventually } from '#libs/testing/eventually';
import { describeReal, realPart } from '#libs/testing/real-parts/real-parts';
import { TcpProxy } from '#libs/testing/real-parts/tcp-proxy';
import type { Change } from './change.js';
import { SharedChanges } from './shared-changes.js';

const logger = createLogger({ service: 'gateway', level: 'silent' });

describeReal('redis', 'gateways that share what they hear', () => {
  let namespace: string;
  let network: TcpProxy;
  let broker: InProcessBroker;
  let gateways: SharedChanges[];
  let heard: Change[][];

  beforeEach(async () => {
    namespace = `t${crypto.randomUUID().slice(0, 8)}-`;
    network = await TcpProxy.before(realPart('redis').endpoint);
    broker = new InProcessBroker();
    heard = [];
    gateways = [];
    for (const at of [0, 1]) await start(at);
  });
  afterEach(async () => {
    await Promise.all(gateways.map((gateway) => gateway.close()));
    await Promise.all([broker.close(), network.close()]);
  });

  async function start(at: number): Promise<void> {
    const gateway = new SharedChanges(broker, { url: `redis://${network.endpoint}`, namespace }, logger);
    gateways[at] = gateway;
    heard[at] = [];
    await gateway.start((change) => heard[at]!.push(change));
    await eventually('it works', () => gateway.works());
  }

  function publish(subject: string): Promise<void> {
    const event = { type: 't', tenantid: 'acme', subject, time: '2026-11-23T09:00:00Z', data: {} };
    return broker.publish([
      { id: newId(new Date()), topic: 'ticket-events', key: subject, body: JSON.stringify(event) },
    ]);
  }

  const subjects = () => heard.map((changes) => changes.flatMap(({ ids }) => ids));

  it('all hear of each event once, whoever of them got it', async () => {
    for (const subject of ['a', 'b', 'c']) await publish(subject);
    await eventually('both heard', () => subjects().every(({ length }) => length >= 3));
    expect(subjects()).toEqual([
      ['a', 'b', 'c'],
      ['a', 'b', 'c'],
    ]);
  });

  it('know when they would not hear, and hear what happened meanwhile afterwards', async () => {
    await network.refuse();
    expect(await gateways[0]!.works()).toBe(false);
    const published = publish('late');
    await network.accept();
    await published;
    await eventually('they work again', async () => (await gateways[0]!.works()) && gateways[1]!.works());
    await publish('later');
    await eventually('both hear', () => subjects().every((own) => own.includes('later')));
  });

  it('say once that they may have missed something after a moment without Redis', async () => {
    await network.refuse();
    await network.accept();
    await eventually('it says so', async () => !(await gateways[0]!.works()));
    await eventually('it works again', () => gateways[0]!.works());
  });
});
