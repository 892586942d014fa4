import { describe, expect, it, jest } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { TenantHasNoDatabase } from '../database.js';
import { switchByTenant, type PooledConnection } from './tenant-switch.js';

describe('a pooled connection', () => {
  /** A pool of one connection, which answers with the errors it is given, one after the other. */
  const pool = (...answers: (Error | null)[]) => {
    const said: string[] = [];
    const connection: PooledConnection = {
      query: ({ sql }, done) => {
        said.push(sql);
        done(answers.shift() ?? null);
      },
      destroy: jest.fn(),
    };
    const obtainMasterConnection = jest.fn(async () => connection);
    const source = { driver: { obtainMasterConnection } } as unknown as DataSource;
    return { source, connection, obtained: obtainMasterConnection, said };
  };
  const obtain = (source: DataSource) =>
    (source.driver as unknown as { obtainMasterConnection(): Promise<PooledConnection> }).obtainMasterConnection();

  it('is settled once, then sent to the database of the tenant', async () => {
    const { source, said } = pool();
    const tenants = ['a', 'a', 'b'];
    switchByTenant(source, () => `ticket_${tenants.shift()}`);
    for (let n = 0; n < 3; n++) await obtain(source);
    expect(said).toEqual([
      'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED',
      expect.stringMatching(/^SET SESSION innodb_lock_wait_timeout = \d+$/),
      'USE `ticket_a`',
      'USE `ticket_b`',
    ]);
  });

  it('never leaves the pool when there is no tenant', async () => {
    const { source, obtained } = pool();
    switchByTenant(source, () => {
      throw new Error('no tenant');
    });
    await expect(obtain(source)).rejects.toThrow('no tenant');
    expect(obtained).not.toHaveBeenCalled();
  });

  it('is destroyed when the switch fails: nobody knows where it stands', async () => {
    const lost = new Error('connection lost');
    const { source, connection } = pool(null, null, lost);
    switchByTenant(source, () => 'ticket_a');
    await expect(obtain(source)).rejects.toBe(lost);
    expect(connection.destroy).toHaveBeenCalledTimes(1);
    expect(connection.standsIn).toBeUndefined();
  });

  it('is destroyed when the switch from one tenant to another fails', async () => {
    const { source, connection } = pool(null, null, null, new Error('killed'));
    let database = 'ticket_a';
    switchByTenant(source, () => database);
    await obtain(source);
    database = 'ticket_b';
    await expect(obtain(source)).rejects.toThrow('killed');
    expect(connection.destroy).toHaveBeenCalledTimes(1);
    expect(connection.standsIn).toBeUndefined();
  });

  it('says that a tenant has no database', async () => {
    const unknown = Object.assign(new Error('Unknown database'), { errno: 1049 });
    const { source, connection } = pool(null, null, unknown);
    switchByTenant(source, () => 'ticket_a');
    await expect(obtain(source)).rejects.toThrow(TenantHasNoDatabase);
    expect(connection.destroy).toHaveBeenCalledTimes(1);
  });
});
