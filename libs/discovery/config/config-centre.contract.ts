import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { eventually } from '#libs/testing/eventually';
import type { ConfigCentre } from './config-centre.js';

/** Where the contract is tried: a centre, and the same values seen from another process (or the same, in memory). */
export interface ConfigWorld {
  readonly centre: ConfigCentre;
  readonly elsewhere: ConfigCentre;
  close(): Promise<void>;
}

/** What every ConfigCentre does. */
export function configCentreContract(open: () => Promise<ConfigWorld>): void {
  describe('a config centre', () => {
    let world: ConfigWorld;

    beforeEach(async () => {
      world = await open();
      await Promise.all([world.centre.ready(), world.elsewhere.ready()]);
    });

    afterEach(() => world.close());

    it('knows nothing of a key that does not exist', () => {
      expect(world.centre.get('tenants/acme')).toBeUndefined();
      expect(world.centre.list('')).toEqual(new Map());
    });

    it('gives at once what was just set, and soon everywhere', async () => {
      await world.centre.set('tenants/acme', '{"id":"acme"}');

      expect(world.centre.get('tenants/acme')).toBe('{"id":"acme"}');
      await eventually('seen elsewhere', () => expect(world.elsewhere.get('tenants/acme')).toBe('{"id":"acme"}'));
    });

    it('replaces and deletes', async () => {
      await world.centre.set('limits', '1');
      await world.centre.set('limits', '2');
      expect(world.centre.get('limits')).toBe('2');

      await world.centre.delete('limits');
      await world.centre.delete('limits');
      expect(world.centre.get('limits')).toBeUndefined();
      await eventually('gone elsewhere', () => expect(world.elsewhere.list('')).toEqual(new Map()));
    });

    it('replaces a value only while it is the expected one: of many who try, one does', async () => {
      expect(await world.centre.replace('releases/a', undefined, '{"n":1,"m":[2]}')).toBe(true);
      expect(await world.centre.replace('releases/a', undefined, '2')).toBe(false);
      expect(await world.elsewhere.replace('releases/a', '{"m":[1]}', '2')).toBe(false);
      expect(world.centre.get('releases/a')).toBe('{"n":1,"m":[2]}');
      const tries = [1, 2, 3, 4].map((n) => world.centre.replace('releases/a', '{ "m": [2], "n": 1 }', `${n}`));

      expect((await Promise.all(tries)).filter(Boolean)).toHaveLength(1);
    });

    it('removes a value only while it is the expected one', async () => {
      await world.centre.set('releases/a', '1');
      expect(await world.centre.replace('releases/a', '2', undefined)).toBe(false);
      expect(world.centre.get('releases/a')).toBe('1');
      expect(await world.centre.replace('releases/a', '1', undefined)).toBe(true);
      expect(world.centre.get('releases/a')).toBeUndefined();
      expect(await world.centre.replace('releases/a', undefined, undefined)).toBe(true);
    });

    it('lists what is under a prefix', async () => {
      for (const key of ['tenants/acme', 'tenants/zen', 'tenant', 'limits']) await world.centre.set(key, 'true');

      expect(Array.from(world.centre.list('tenants/').keys()).toSorted()).toEqual(['tenants/acme', 'tenants/zen']);
    });

    it('keeps all of many values set at once', async () => {
      const keys = Array.from({ length: 20 }, (_, index) => `tenants/t${index}`);
      await Promise.all(keys.map((key, index) => world.centre.set(key, String(index))));

      expect(keys.map((key) => world.centre.get(key))).toEqual(keys.map((_, index) => String(index)));
      await eventually('all elsewhere', () => expect(world.elsewhere.list('').size).toBe(20));
    });

    it('tells of what is set or removed under a prefix, by whomever, until nobody wants to hear', async () => {
      const heard = jest.fn();
      const stop = world.elsewhere.watch('tenants/', heard);
      await world.centre.set('limits', '1');
      await world.centre.set('tenants/acme', '1');
      await eventually('heard of the value', () => expect(heard.mock.calls).toEqual([['tenants/acme', '1']]));
      await world.centre.delete('tenants/acme');
      await eventually('heard of its end', () => expect(heard).toHaveBeenLastCalledWith('tenants/acme', undefined));

      stop();
      await world.elsewhere.set('tenants/zen', '1');
      expect(heard).toHaveBeenCalledTimes(2);
    });

    it('tells the others when one watcher fails', async () => {
      const heard = jest.fn();
      world.centre.watch('', () => {
        throw new Error('a bug');
      });
      world.centre.watch('', heard);
      await world.centre.set('limits', '1');

      expect(heard).toHaveBeenCalledWith('limits', '1');
    });

    it('says that it can be reached', async () => {
      await expect(world.centre.ping()).resolves.toBeUndefined();
    });
  });
}
