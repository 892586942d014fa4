import { describe, expect, it } from '@jest/globals';
import { Client, LONGEST_TOKEN_MS } from './client.aggregate.js';
import { ClientInactive, ClientReserved } from './identity.errors.js';

const NOW = new Date('2026-11-23T09:00:00Z');

function aClient(id = 'portal'): Client {
  return Client.register({ id, name: 'Portal', secretHash: 'hash-1', roles: ['portal'], accessId: 'access-1' }, NOW);
}

describe('a client', () => {
  it('may have tokens from the start', () => {
    const client = aClient();
    expect(client.credentials).toEqual({ secretHash: 'hash-1', roles: ['portal'], accessId: 'access-1' });
    expect(client.takeEvents()).toEqual([{ type: 'client-registered', at: NOW }]);
  });

  it.each(['gateway', 'common-center', 'suite'])('cannot pass for the service %s', (name) => {
    expect(() => aClient(name)).toThrow(ClientReserved);
  });

  it('proves itself with the new secret once it is renewed', () => {
    const client = aClient();
    client.renewSecret('hash-2', 'access-2', NOW);
    expect(client.credentials).toMatchObject({ secretHash: 'hash-2', accessId: 'access-2' });
  });

  it('says what its tokens were given for that are good no more', () => {
    const client = aClient();
    client.renewSecret('hash-2', 'access-2', NOW);
    client.deactivate(NOW);
    expect(client.takeEvents().slice(1)).toEqual([
      { type: 'client-secret-renewed', at: NOW, endedAccess: 'access-1' },
      { type: 'client-deactivated', at: NOW, endedAccess: 'access-2' },
    ]);
  });

  it('keeps what ended for no longer than a token may hold', () => {
    const client = aClient();
    client.renewSecret('hash-2', 'access-2', NOW);
    const later = new Date(NOW.getTime() + LONGEST_TOKEN_MS);
    client.deactivate(later);
    expect(client).toMatchObject({ endedAccess: [{ id: 'access-2', at: later.toISOString() }] });
  });

  it('may have nothing once it is deactivated', () => {
    const client = aClient();
    client.deactivate(NOW);
    expect(client.credentials).toBeNull();
    expect(() => client.renewSecret('hash-2', 'access-2', NOW)).toThrow(ClientInactive);
    expect(() => client.deactivate(NOW)).toThrow(ClientInactive);
  });
});
