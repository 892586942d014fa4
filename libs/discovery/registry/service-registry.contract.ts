import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { eventually } from '#libs/testing/eventually';
import type { ServiceInstance, ServiceRegistry } from './service-registry.js';

/** Where the contract is tried: a registry of one process and its view from another, and instances that are ready. */
export interface RegistryWorld {
  readonly registry: ServiceRegistry;
  readonly elsewhere: ServiceRegistry;
  readyInstance(service: string): Promise<ServiceInstance>;
  close(): Promise<void>;
}

/** What every ServiceRegistry does. */
export function serviceRegistryContract(open: () => Promise<RegistryWorld>): void {
  describe('a service registry', () => {
    let world: RegistryWorld;

    beforeEach(async () => {
      world = await open();
    });

    afterEach(() => world.close());

    const listed = (service: string) => world.elsewhere.instances(service).toSorted((a, b) => (a.id < b.id ? -1 : 1));
    const eventuallyListed = (service: string, instances: ServiceInstance[]) =>
      eventually(`${instances.length} of ${service} listed`, () => expect(listed(service)).toEqual(instances));

    it('knows nobody of a service that is not there', () => {
      expect(world.registry.instances('ticket-center')).toEqual([]);
    });

    it('lists everywhere who registered, with metadata, by service', async () => {
      const first = await world.readyInstance('ticket-center');
      const second = await world.readyInstance('ticket-center');
      const other = await world.readyInstance('call-center');
      for (const instance of [first, second, other]) await world.registry.register(instance);

      await eventuallyListed('ticket-center', [first, second]);
      await eventuallyListed('call-center', [other]);
      expect(world.elsewhere.services().toSorted()).toEqual(['call-center', 'ticket-center']);
    });

    it('lists everywhere the labels an instance is told apart by', async () => {
      const instance = await world.readyInstance('ticket-center');
      const labelled = { ...instance, metadata: { ...instance.metadata, labels: { track: 'canary', zone: 'b' } } };
      await world.registry.register(labelled);

      await eventuallyListed('ticket-center', [labelled]);
    });

    it('lists an instance that registers again once', async () => {
      const instance = await world.readyInstance('ticket-center');
      await world.registry.register(instance);
      await world.registry.register(instance);

      await eventuallyListed('ticket-center', [instance]);
    });

    it('forgets at once who leaves, also the last one, and its service with it', async () => {
      const staying = await world.readyInstance('ticket-center');
      const leaving = await world.readyInstance('ticket-center');
      const last = await world.registry.register(staying);
      const registration = await world.registry.register(leaving);
      await eventuallyListed('ticket-center', [staying, leaving]);

      await registration.deregister();
      await eventuallyListed('ticket-center', [staying]);
      await last.deregister();
      await eventuallyListed('ticket-center', []);
      expect(world.elsewhere.services()).toEqual([]);
    });

    it('does not mind who leaves twice', async () => {
      const registration = await world.registry.register(await world.readyInstance('ticket-center'));
      await registration.deregister();

      await expect(registration.deregister()).resolves.toBeUndefined();
    });

    it('tells of changes after they took effect, until nobody wants to hear', async () => {
      const instance = await world.readyInstance('ticket-center');
      const heard = jest.fn(() => world.elsewhere.instances('ticket-center').length);
      const stop = world.elsewhere.onChange(heard);
      const registration = await world.registry.register(instance);
      await eventually('heard of one', () => expect(heard).toHaveLastReturnedWith(1));

      stop();
      heard.mockClear();
      await registration.deregister();
      await eventuallyListed('ticket-center', []);
      expect(heard).not.toHaveBeenCalled();
    });

    it('says that it can be reached', async () => {
      await expect(world.registry.ping()).resolves.toBeUndefined();
    });
  });
}
