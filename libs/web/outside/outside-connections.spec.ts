import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { fixed } from '#libs/discovery/config/live-value';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { AddressNotOutside, OpenedNetworks, OutsideAddresses } from '#libs/web/outside/outside-address';
import { request } from 'undici';
import { OutsideConnections } from './outside-connections.js';

const INSIDE = 'http://169.254.169.254/';
const opened = OpenedNetworks.parse({ tenants: { acme: ['127.0.0.1/32'] } });

describe('a connection to outside', () => {
  let server: Server;
  let asked = 0;
  let resolved: string[];
  const addresses = new OutsideAddresses(fixed(opened), (_host, _options, done) =>
    done(null, [{ address: resolved.shift() ?? '127.0.0.1', family: 4 }]),
  );
  const connections = new OutsideConnections(addresses);

  beforeAll(async () => {
    server = createServer(({ url }, response) => {
      asked += 1;
      response.setHeader('connection', 'close');
      if (url === '/moved') response.writeHead(302, { location: `${new URL(INSIDE).href}latest` });
      response.end('{}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    await connections.onModuleDestroy();
    await new Promise((resolve) => server.close(resolve));
  });
  beforeEach(() => {
    asked = 0;
    resolved = [];
  });

  const ask = (tenant: string, host = 'rebound.example', path = '/') =>
    runAsTenant(tenant, async () => {
      const url = `http://${host}:${(server.address() as AddressInfo).port}${path}`;
      const { body, statusCode } = await request(url, { dispatcher: connections.to(url, 'orders') });
      return { statusCode, text: await body.text() };
    });

  it('does not go to an address inside that a name means, whatever it meant before', async () => {
    await expect(ask('globex')).rejects.toThrow(AddressNotOutside);
    resolved = ['127.0.0.1', '10.0.0.1'];
    expect(await ask('acme')).toEqual({ statusCode: 200, text: '{}' });
    await expect(ask('acme')).rejects.toThrow(AddressNotOutside);
    expect(asked).toBe(1);
  });

  it.each(['127.0.0.1', '127.0.0.2', '[::1]', '[::ffff:127.0.0.1]', '10.0.0.1', '169.254.169.254', 'localhost'])(
    'does not go to %s, with a code that stays',
    async (host) => {
      await expect(ask('globex', host)).rejects.toMatchObject({ code: 'address-not-outside', kind: 'invalid' });
      expect(asked).toBe(0);
    },
  );

  it('goes to what was opened to its tenant, and to nothing beside it', async () => {
    expect(await ask('acme', '127.0.0.1')).toEqual({ statusCode: 200, text: '{}' });
    await expect(ask('acme', '127.0.0.2')).rejects.toThrow(AddressNotOutside);
    await expect(ask('acme', '[::1]')).rejects.toThrow(AddressNotOutside);
  });

  it('does not follow where it is sent on to', async () => {
    expect(await ask('acme', '127.0.0.1', '/moved')).toMatchObject({ statusCode: 302 });
    expect(asked).toBe(1);
  });

  it('is no other tenant’s, no other purpose’s, and none of another certificate', () => {
    const of = (tenant: string, id: string, key?: string) =>
      runAsTenant(tenant, () => connections.of(id, key === undefined ? {} : { key }));
    const all = [of('acme', 'a'), of('globex', 'a'), of('acme', 'b'), of('acme', 'a', 'k1'), of('acme', 'a', 'k2')];
    expect(new Set(all).size).toBe(5);
    expect(of('acme', 'a', 'k1')).toBe(all[3]);
  });
});
