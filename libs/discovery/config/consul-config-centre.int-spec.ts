import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel/id';
import { eventually } from '#libs/testing/eventually';
import { describeReal, realPart } from '#libs/testing/real-parts/real-parts';
import { TcpProxy } from '#libs/testing/real-parts/tcp-proxy';
import Consul from 'consul';
import { pino } from 'pino';
import { z } from 'zod';
import { configCentreContract } from './config-centre.contract.js';
import { ConsulConfigCentre } from './consul-config-centre.js';
import { LiveValue } from './live-value.js';

const logger = pino({ level: 'silent' });

function freshNamespace(): string {
  return `d${newId(new Date()).slice(-12)}-`;
}

function consul(): Consul {
  const { host, port } = realPart('consul');
  return new Consul({ host, port });
}

async function removeAll(namespace: string): Promise<void> {
  await consul().kv.del({ key: `${namespace}config/`, recurse: true });
}

describeReal('consul', 'with Consul', () => {
  configCentreContract(async () => {
    const settings = { url: `http://${realPart('consul').endpoint}`, namespace: freshNamespace() };
    const [centre, elsewhere] = [new ConsulConfigCentre(settings, logger), new ConsulConfigCentre(settings, logger)];
    const close = async () => {
      await Promise.all([centre.close(), elsewhere.close()]);
      await removeAll(settings.namespace);
    };
    return { centre, elsewhere, close };
  });

  describe('a Consul config centre', () => {
    let namespace: string;
    let proxy: TcpProxy;
    let centre: ConsulConfigCentre;
    let log: string[];

    beforeEach(async () => {
      log = [];
      const recorder = pino({}, { write: (line: string) => log.push(line) });
      namespace = freshNamespace();
      proxy = await TcpProxy.before(realPart('consul').endpoint);
      centre = new ConsulConfigCentre({ url: `http://${proxy.endpoint}`, namespace }, recorder);
    });

    afterEach(async () => {
      await centre.close();
      await proxy.close();
      await removeAll(namespace);
    });

    it('keeps its keys under the namespace', async () => {
      await centre.set('tenants/acme', '1');

      expect(await consul().kv.get(`${namespace}config/tenants/acme`)).toMatchObject({ Value: '1' });
    });

    it('lets one of several processes replace a value', async () => {
      const endpoint = realPart('consul').endpoint;
      const others = [1, 2, 3].map(() => new ConsulConfigCentre({ url: `http://${endpoint}`, namespace }, logger));
      await centre.set('releases/a', '1');
      const tries = await Promise.all([centre, ...others].map((each, n) => each.replace('releases/a', '1', `1${n}`)));
      await Promise.all(others.map((each) => each.close()));

      expect(tries.filter(Boolean)).toHaveLength(1);
    });

    it('keeps the last values while Consul is away, refuses to write, and takes up again', async () => {
      await centre.set('limits', '1');
      await proxy.refuse();
      await expect(centre.ping()).rejects.toThrow();
      await expect(centre.set('limits', '2')).rejects.toThrow();
      await consul().kv.set(`${namespace}config/limits`, '3');
      expect(centre.get('limits')).toBe('1');

      await proxy.accept();
      await eventually('the new value', () => expect(centre.get('limits')).toBe('3'));
    });

    it('is not ready before Consul has been read', async () => {
      await proxy.refuse();
      await expect(centre.ready()).rejects.toThrow();

      await proxy.accept();
      await eventually('ready', () => centre.ready());
    });

    it('does not believe that everything is gone right after a loss', async () => {
      await centre.set('limits', '1');
      await proxy.refuse();
      await eventually('the loss is noticed', () => expect(log.join()).toContain('Consul is lost'));
      await removeAll(namespace);
      await proxy.accept();
      await eventually('the alarm', () => expect(log.join()).toContain('came back without any configuration'));
      expect(centre.get('limits')).toBe('1');

      await consul().kv.set(`${namespace}config/flags`, 'true');
      await eventually('the new value', () => expect(centre.get('flags')).toBe('true'));
      expect(centre.get('limits')).toBeUndefined();
    });

    it('keeps a live value good when somebody writes nonsense into the KV', async () => {
      await centre.set('limits', '5');
      const setting = { key: 'limits', description: 'for this spec', schema: z.int(), byDefault: 1 };
      const limits = new LiveValue(centre, setting, logger);
      await consul().kv.set(`${namespace}config/limits`, 'five {');
      await eventually('the nonsense arrived', () => expect(limits.rejections).toBe(1));
      expect(limits.current).toBe(5);

      await consul().kv.set(`${namespace}config/limits`, '6');
      await eventually('the next good one', () => expect(limits.current).toBe(6));
    });
  });
});
