import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel/id';
import { eventually } from '#libs/testing/eventually';
import { describeReal, realPart } from '#libs/testing/real-parts/real-parts';
import { TcpProxy } from '#libs/testing/real-parts/tcp-proxy';
import Consul from 'consul';
import { pino } from 'pino';
import { ConsulRegistry } from './consul-registry.js';
import { serviceRegistryContract } from './service-registry.contract.js';
import type { ServiceInstance } from './service-registry.js';

const logger = pino({ level: 'silent' });

/** A process of the suite as far as a registry sees it: it listens and says whether it is ready. */
class Process {
  ready = true;
  readonly #server: Server = createServer((_request, response) => {
    response.writeHead(this.ready ? 200 : 503).end();
  });

  async start(service: string): Promise<ServiceInstance> {
    await new Promise<void>((listening) => this.#server.listen(0, '127.0.0.1', listening));
    const { port } = this.#server.address() as AddressInfo;
    const id = `${service}-${newId(new Date())}`;
    return { id, service, host: '127.0.0.1', port, metadata: { version: '1.2.3', contextPath: '/api/v1' } };
  }

  kill(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}

/** One test's own part of Consul: a namespace, the processes in it, registries at the agent or behind a bad network. */
class World {
  readonly namespace = `d${newId(new Date()).slice(-12)}-`;
  readonly processes = new Map<string, Process>();
  readonly #registries: ConsulRegistry[] = [];

  open(endpoint = realPart('consul').endpoint, namespace = this.namespace): ConsulRegistry {
    const registry = new ConsulRegistry({ url: `http://${endpoint}`, namespace }, logger);
    this.#registries.push(registry);
    return registry;
  }

  async instance(service: string): Promise<ServiceInstance> {
    const process = new Process();
    const instance = await process.start(service);
    this.processes.set(instance.id, process);
    return instance;
  }

  async close(): Promise<void> {
    await Promise.all(this.#registries.map((registry) => registry.close()));
    for (const process of this.processes.values()) process.kill();
  }
}

describeReal('consul', 'with Consul', () => {
  serviceRegistryContract(async () => {
    const world = new World();
    const readyInstance = (service: string) => world.instance(service);
    return { registry: world.open(), elsewhere: world.open(), readyInstance, close: () => world.close() };
  });

  describe('a Consul registry', () => {
    let world: World;
    let proxy: TcpProxy;

    beforeEach(async () => {
      world = new World();
      proxy = await TcpProxy.before(realPart('consul').endpoint);
    });

    afterEach(async () => {
      await world.close();
      await proxy.close();
    });

    const eventuallyListed = (registry: ConsulRegistry, service: string, instances: ServiceInstance[]) =>
      eventually(
        `${instances.length} of ${service} listed`,
        () =>
          expect(
            registry
              .instances(service)
              .map(({ id }) => id)
              .toSorted(),
          ).toEqual(instances.map(({ id }) => id)),
        { within: 20_000 },
      );

    it('lists an instance only when it says that it is ready, and no longer when it says it is not', async () => {
      const registry = world.open();
      const steady = await world.instance('ticket-center');
      const moody = await world.instance('ticket-center');
      world.processes.get(moody.id)!.ready = false;
      await registry.register(steady);
      await registry.register(moody);
      await eventuallyListed(registry, 'ticket-center', [steady]);

      world.processes.get(moody.id)!.ready = true;
      await eventuallyListed(registry, 'ticket-center', [steady, moody]);
      world.processes.get(moody.id)!.kill();
      await eventuallyListed(registry, 'ticket-center', [steady]);
    });

    it('keeps the last list when not one is healthy any more', async () => {
      const registry = world.open();
      const [first, second] = [await world.instance('ticket-center'), await world.instance('ticket-center')];
      const witness = await world.instance('call-center');
      for (const instance of [first, second, witness]) await registry.register(instance);
      await eventuallyListed(registry, 'ticket-center', [first, second]);

      world.processes.get(first.id)!.kill();
      await eventuallyListed(registry, 'ticket-center', [second]);
      world.processes.get(second.id)!.kill();
      await eventually('Consul sees it too', async () => expect(await statusOf(second)).toBe('critical'));
      expect(registry.instances('ticket-center')).toEqual([second]);
    });

    it('registers again when the agent forgot', async () => {
      const registry = world.open();
      const instance = await world.instance('ticket-center');
      await registry.register(instance);
      await eventuallyListed(registry, 'ticket-center', [instance]);

      await agent().agent.service.deregister(instance.id);
      await eventuallyListed(registry, 'ticket-center', []);
      await eventuallyListed(registry, 'ticket-center', [instance]);
    });

    it('keeps what it knew while Consul is away, and says so when asked', async () => {
      const registry = world.open(proxy.endpoint);
      const instance = await world.instance('ticket-center');
      await registry.register(instance);
      await eventuallyListed(registry, 'ticket-center', [instance]);

      await proxy.refuse();
      await expect(registry.ping()).rejects.toThrow();
      await expect(registry.close()).resolves.toBeUndefined();
      expect(registry.instances('ticket-center')).toEqual([instance]);
    });

    it('registers when Consul comes at last', async () => {
      await proxy.refuse();
      const registry = world.open(proxy.endpoint);
      const instance = await world.instance('ticket-center');
      await registry.register(instance);
      expect(registry.instances('ticket-center')).toEqual([]);

      await proxy.accept();
      await eventuallyListed(registry, 'ticket-center', [instance]);
    });

    it('takes up again after a loss: newcomers come in, who vanished meanwhile is given time to come back', async () => {
      const registry = world.open(proxy.endpoint);
      const outside = world.open();
      const vanishing = await world.instance('ticket-center');
      const registration = await outside.register(vanishing);
      await eventuallyListed(registry, 'ticket-center', [vanishing]);

      await proxy.refuse();
      await registration.deregister();
      const newcomer = await world.instance('ticket-center');
      await outside.register(newcomer);
      await eventuallyListed(outside, 'ticket-center', [newcomer]);
      await proxy.accept();
      await eventuallyListed(registry, 'ticket-center', [vanishing, newcomer]);
    });

    it('notices a connection that died silently', async () => {
      const registry = world.open(proxy.endpoint);
      const instance = await world.instance('ticket-center');
      await eventually('is connected', () => registry.ping());
      proxy.swallow();
      await world.open().register(instance);
      await expect(registry.ping()).rejects.toThrow();
      proxy.pass();

      await eventuallyListed(registry, 'ticket-center', [instance]);
    }, 60_000);

    it('does not see the services of another namespace', async () => {
      const [ours, theirs] = [world.open(), world.open(undefined, `${world.namespace}x-`)];
      const [instance, other] = [await world.instance('ticket-center'), await world.instance('call-center')];
      await ours.register(instance);
      await theirs.register(other);

      await eventuallyListed(ours, 'ticket-center', [instance]);
      await eventuallyListed(theirs, 'call-center', [other]);
      expect([ours.services(), theirs.services()]).toEqual([['ticket-center'], ['call-center']]);
    });

    it('is not blinded by an entry of somebody else under its tag', async () => {
      const registry = world.open();
      const junk = {
        id: `junk-${world.namespace}`,
        name: `${world.namespace}junk`,
        tags: [`switchboard:${world.namespace}`],
      };
      await agent().agent.service.register({ ...junk, check: { name: 'alive', ttl: '1h', timeout: '1s' } });
      const instance = await world.instance('ticket-center');
      await registry.register(instance);

      await eventuallyListed(registry, 'ticket-center', [instance]);
      expect(registry.services()).toEqual(['ticket-center']);
      await agent().agent.service.deregister(junk.id);
    });

    function agent(): Consul {
      const { host, port } = realPart('consul');
      return new Consul({ host, port });
    }

    async function statusOf({ id, service }: ServiceInstance): Promise<string | undefined> {
      const checks = await agent().health.checks(world.namespace + service);
      return checks.find(({ ServiceID }) => ServiceID === id)?.Status;
    }
  });
});
