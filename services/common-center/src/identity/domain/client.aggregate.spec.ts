import { describe, expect, it } from '@jest/globals';
import { Client } from './client.aggregate.js';
import { ClientInactive, ClientReserved } from './identity.errors.js';

const NOW = new Date('2026-11-23T09:00:00Z');

function aClient(id = 'portal'): Client {
  return Client.register({ id, name: 'Portal', secretHash: 'hash-1', roles: ['portal'] }, NOW);
}

describe('a client', () => {
  it('may have tokens from the start', () => {
    const client = aClient();
    expect(client.credentials).toEqual({ secretHash: 'hash-1', roles: ['portal'] });
    expect(client.takeEvents()).toEqual([{ type: 'client-registered', at: NOW }]);
  });

  it.each(['gateway', 'common-center', 'suite'])('cannot pass for the service %s', (name) => {
    expect(() => aClient(name)).toThrow(ClientReserved);
  });

  it('proves itself with the new secret once it is renewed', () => {
    const client = aClient();
    client.renewSecret('hash-2', NOW);
    expect(client.credentials?.secretHash).toBe('hash-2');
  });

  it('may have nothing once it is deactivated', () => {
    const client = aClient();
    client.deactivate(NOW);
    expect(client.credentials).toBeNull();
    expect(() => client.renewSecret('hash-2', NOW)).toThrow(ClientInactive);
    expect(() => client.deactivate(NOW)).toThrow(ClientInactive);
  });
});
