import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import type { MasterKeys } from '#libs/sealing/master-keys';
import { onEachEngine, type Engine } from '#libs/testing/engines';
import { FakeClock } from '#libs/testing/fake-clock';
import { masterKeysOf } from './master-keys-of.js';
import type { TenantCipher } from './tenant-cipher.js';
import { TenantKeySchema, TenantKeys1765120000000 } from './tenant-key.schema.js';
import { TenantKeys } from './tenant-keys.js';

const DEFINITION = { context: 'keys', entities: [TenantKeySchema], migrations: [TenantKeys1765120000000] };
const SECRET = 'the secret of the services';
const FIELD = 'customer.phones';

onEachEngine("a tenant's keys", (open) => {
  let engine: Engine;
  const clock = new FakeClock();
  const keys = (masters: MasterKeys = masterKeysOf(undefined, [SECRET])) =>
    new TenantKeys(engine.database, clock, masters);
  const cipherOf = (tenant: string, of = keys()): Promise<TenantCipher> => runAsTenant(tenant, () => of.cipher());

  beforeAll(async () => {
    engine = await open(DEFINITION, ['platform', 'acme', 'globex', 'initech', 'hooli', 'pied', 'raviga', 'late']);
  });
  afterAll(() => engine.dispose());

  describe('what is sealed', () => {
    it('is opened by every process of the tenant, in its own field', async () => {
      const sealed = (await cipherOf('acme')).seal(FIELD, '13800138000');
      const elsewhere = await cipherOf('acme');
      expect(elsewhere.open(FIELD, sealed)).toBe('13800138000');
      expect(sealed).not.toContain('138');
      expect(() => elsewhere.open('customer.emails', sealed)).toThrow('cannot be read');
    });

    it('is nothing to another tenant', async () => {
      const sealed = (await cipherOf('acme')).seal(FIELD, '13800138000');
      await expect(cipherOf('globex').then((cipher) => cipher.open(FIELD, sealed))).rejects.toThrow('cannot be read');
    });

    it('is told from what was kept before', async () => {
      const cipher = await cipherOf('acme');
      expect(cipher.open(FIELD, '13800138000')).toBe('13800138000');
      expect(cipher.isCurrent('13800138000')).toBe(false);
      expect(cipher.isCurrent(cipher.seal(FIELD, ''))).toBe(true);
    });

    it('has one key, however many begin at once', async () => {
      const ciphers = await Promise.all(Array.from({ length: 4 }, () => cipherOf('initech')));
      const sealed = ciphers[0]!.seal(FIELD, 'x');
      for (const cipher of ciphers) expect(cipher.open(FIELD, sealed)).toBe('x');
      expect(new Set(ciphers.map((cipher) => cipher.index('phone', '110'))).size).toBe(1);
    });
  });

  describe('a blind index', () => {
    it('is the same for the same value of the same kind and tenant only', async () => {
      const [acme, globex] = [await cipherOf('acme'), await cipherOf('globex')];
      expect(acme.index('phone', '13800138000')).toBe((await cipherOf('acme')).index('phone', '13800138000'));
      const others = [acme.index('document', '13800138000'), globex.index('phone', '13800138000')];
      expect(others).not.toContain(acme.index('phone', '13800138000'));
    });

    it('finds the last four, of what has more than four', async () => {
      const cipher = await cipherOf('acme');
      expect(cipher.indexLastFour('phone', '13800138000')).toBe(cipher.indexOfLastFour('phone', '8000'));
      expect(cipher.indexLastFour('phone', '8000')).toBeNull();
      expect(cipher.index('phone', '8000')).not.toBe(cipher.indexOfLastFour('phone', '8000'));
    });
  });

  describe('of a tenant that is not there', () => {
    const refused = { code: 'tenant-has-no-database' };

    it('none are made', async () => {
      await expect(cipherOf('nobody')).rejects.toMatchObject(refused);
      expect(await keys().taken('nobody')).toEqual([]);
    });

    it('nor waited for by whoever has the platform to write to', async () => {
      const writing = (work: () => Promise<unknown>) =>
        runAsTenant('platform', () => engine.database.transaction(work));
      await expect(writing(() => cipherOf('noother'))).rejects.toMatchObject(refused);
      await writing(async () => undefined);
    });

    it('are made for who comes once it is there, whoever is still being told that it is not', async () => {
      const own = keys();
      const cipher = () => runAsTenant('late', () => own.cipher());
      jest.spyOn(engine.database, 'schemaState').mockResolvedValueOnce('absent');
      const [tooEarly, later] = await Promise.allSettled([cipher(), cipher()]);
      expect(tooEarly).toMatchObject({ status: 'rejected', reason: refused });
      expect(later.status).toBe('fulfilled');
    });
  });

  describe('a rotation', () => {
    it('seals anew by a new key, opens what was sealed, and keeps the index', async () => {
      const held = keys();
      const before = await cipherOf('hooli', held);
      const [sealed, index] = [before.seal(FIELD, 'x'), before.index('phone', '110')];
      expect(await held.rotate('hooli')).toBe(2);
      const after = await cipherOf('hooli', held);
      expect(after.open(FIELD, sealed)).toBe('x');
      expect([after.isCurrent(sealed), after.isCurrent(after.seal(FIELD, 'x'))]).toEqual([false, true]);
      expect(after.index('phone', '110')).toBe(index);
    });

    it('reaches a process that holds the keys within a minute', async () => {
      const other = keys();
      await cipherOf('hooli', other);
      await keys().rotate('hooli');
      clock.advance(61_000);
      const [sealed, mine] = [(await cipherOf('hooli')).seal(FIELD, 'x'), await cipherOf('hooli', other)];
      expect(mine.open(FIELD, sealed)).toBe('x');
    });

    it('of the master key lets go of the former one', async () => {
      const sealed = (await cipherOf('acme')).seal(FIELD, 'x');
      const both = masterKeysOf(undefined, ['a newer secret', SECRET]);
      expect(await keys(both).rewrap()).toBeGreaterThan(0);
      expect(await keys(both).rewrap()).toBe(0);
      const newOnly = keys(masterKeysOf(undefined, ['a newer secret']));
      expect((await cipherOf('acme', newOnly)).open(FIELD, sealed)).toBe('x');
      await expect(cipherOf('acme')).rejects.toThrow('not in the environment');
      await keys(masterKeysOf(undefined, [SECRET, 'a newer secret'])).rewrap();
    });
  });

  describe('keys that go with an archive', () => {
    it('open what they sealed for whoever gets them, under another id too, and a key of their own follows', async () => {
      const sealed = (await cipherOf('hooli')).seal(FIELD, '13800138000');
      const index = (await cipherOf('hooli')).index('phone', '13800138000');
      const held = keys();
      await held.give('hooli-again', await held.taken('hooli'));
      await held.give('hooli-again', await held.taken('hooli'));
      const again = await cipherOf('hooli-again', held);
      expect([again.open(FIELD, sealed), again.index('phone', '13800138000')]).toEqual(['13800138000', index]);
      await held.rotate('hooli-again');
      const since = (await cipherOf('hooli-again', held)).seal(FIELD, '13900139000');
      await expect(cipherOf('hooli').then((cipher) => cipher.open(FIELD, since))).rejects.toThrow('cannot be read');
      expect((await cipherOf('hooli-again')).open(FIELD, sealed)).toBe('13800138000');
    });

    it('leave a tenant that is made anew with nothing of the one before', async () => {
      const held = keys();
      const sealed = (await cipherOf('raviga', held)).seal(FIELD, '13800138000');
      await held.remove('raviga');
      await expect(cipherOf('raviga', held).then((cipher) => cipher.open(FIELD, sealed))).rejects.toThrow(
        'cannot be read',
      );
    });
  });

  describe('keys that were destroyed', () => {
    it('open nothing any more and are not made again', async () => {
      const held = keys();
      await cipherOf('pied', held);
      await held.destroy('pied');
      await expect(cipherOf('pied', held)).rejects.toThrow('destroyed');
      await expect(cipherOf('pied')).rejects.toThrow('destroyed');
      await expect(held.rotate('pied')).rejects.toThrow('destroyed');
    });

    it('are destroyed for a tenant that never had any', async () => {
      await keys().destroy('vapor');
      await expect(cipherOf('vapor')).rejects.toThrow('destroyed');
    });
  });
});
