import { describe, expect, it } from '@jest/globals';
import { Tenant } from './tenant.aggregate.js';
import { inForce } from './tenant-terms.js';
import {
  ErasureTokenWrong,
  PlatformTenantStays,
  TenantAlreadyThere,
  TenantBusy,
  TenantExists,
  TenantNotSuspended,
  TenantTransitionNotAllowed,
} from './tenant.errors.js';

const NOW = new Date('2026-11-23T09:00:00Z');
const LATER = new Date('2026-12-23T09:00:00Z');
const TERMS = { plan: null, packs: null, quotas: {} };
const ACME = {
  id: 'acme',
  name: 'Acme',
  domains: ['acme.localhost', 'service.acme.example'],
  server: null,
  isolation: 'shared',
} as const;

function aNewTenant(more: object = {}): Tenant {
  const firstAdmin = { login: 'admin', passwordHash: 'hash' };
  return Tenant.register({ ...ACME, firstAdmin, terms: TERMS, ...more }, NOW);
}

function anActiveTenant(more: object = {}): Tenant {
  const tenant = aNewTenant(more);
  tenant.finishProvisioning(NOW);
  tenant.takeEvents();
  return tenant;
}

describe('a tenant', () => {
  it('is provisioning until everything is in place', () => {
    const tenant = aNewTenant();
    expect(tenant.status).toBe('provisioning');
    tenant.finishProvisioning(NOW);
    expect(tenant.status).toBe('active');
    expect(tenant.takeEvents().map(({ type }) => type)).toEqual(['tenant-registered', 'tenant-activated']);
  });

  it('forgets the password of its first administrator once the account is made', () => {
    expect(aNewTenant().firstAdmin).toEqual({ login: 'admin', passwordHash: 'hash' });
    expect(anActiveTenant().firstAdmin).toBeNull();
  });

  it('may be finished by two processes', () => {
    const tenant = anActiveTenant();
    tenant.finishProvisioning(NOW);
    expect(tenant.status).toBe('active');
    expect(tenant.takeEvents()).toEqual([]);
  });

  it('is not woken up by a late end of its provisioning', () => {
    const tenant = anActiveTenant();
    tenant.suspend(NOW);
    tenant.finishProvisioning(NOW);
    expect(tenant.status).toBe('suspended');
  });

  it('is suspended and resumed', () => {
    const tenant = anActiveTenant();
    tenant.suspend(NOW);
    expect(tenant.status).toBe('suspended');
    tenant.resume(NOW);
    expect(tenant.status).toBe('active');
    expect(tenant.takeEvents().map(({ type }) => type)).toEqual(['tenant-suspended', 'tenant-resumed']);
  });

  it('refuses what its status does not allow', () => {
    expect(() => aNewTenant().suspend(NOW)).toThrow(TenantTransitionNotAllowed);
    expect(() => aNewTenant().resume(NOW)).toThrow(TenantTransitionNotAllowed);
    expect(() => anActiveTenant().resume(NOW)).toThrow(TenantTransitionNotAllowed);
  });

  it('is the same when registered again alike, in whatever order its domains come', () => {
    expect(() => aNewTenant().requireSame({ ...ACME, domains: ACME.domains.toReversed() })).not.toThrow();
    expect(() => aNewTenant().requireSame({ ...ACME, name: 'Other' })).toThrow(TenantExists);
    expect(() => aNewTenant().requireSame({ ...ACME, domains: ['acme.localhost'] })).toThrow(TenantExists);
  });

  it('is another one when it is on another server', () => {
    expect(() => aNewTenant().requireSame({ ...ACME, server: 'second' })).toThrow(TenantExists);
  });

  it('is in the hands of one job at a time, which alone can let go of it', () => {
    const tenant = anActiveTenant();
    tenant.begin('one', 'export', NOW);
    expect(() => tenant.begin('two', 'move', NOW)).toThrow(TenantBusy);
    tenant.end('two', NOW);
    expect(tenant.jobId).toBe('one');
    tenant.end('one', NOW);
    expect(tenant.jobId).toBeNull();
    expect(() => aNewTenant().begin('one', 'export', NOW)).toThrow(TenantTransitionNotAllowed);
  });

  it('moves to another server, never to its own, and not when it is the platform or leaves', () => {
    const tenant = anActiveTenant();
    expect(() => tenant.requireMovable(null)).toThrow(TenantAlreadyThere);
    expect(() => anActiveTenant({ id: 'platform' }).requireMovable('second')).toThrow(PlatformTenantStays);
    tenant.hold('sealed', NOW);
    tenant.settle('second', 'shared', NOW);
    expect(tenant).toMatchObject({ server: 'second', moving: null });
  });

  it('is replaced by an archive only while it is suspended', () => {
    const tenant = anActiveTenant();
    expect(() => tenant.requireSuspended()).toThrow(TenantNotSuspended);
    tenant.suspend(NOW);
    expect(() => tenant.requireSuspended()).not.toThrow();
  });

  describe('that is to be erased', () => {
    const asked = () => {
      const tenant = anActiveTenant();
      tenant.askErasure('hash', LATER, NOW);
      return tenant;
    };

    it('lives on until it is confirmed, with the token that was given out, in time', () => {
      expect(asked().status).toBe('active');
      expect(() => asked().confirmErasure('other', LATER, NOW)).toThrow(ErasureTokenWrong);
      expect(() => asked().confirmErasure('hash', LATER, new Date(LATER.getTime() + 1))).toThrow(ErasureTokenWrong);
      expect(() => anActiveTenant().confirmErasure('hash', LATER, NOW)).toThrow(ErasureTokenWrong);
      expect(() => anActiveTenant({ id: 'platform' }).askErasure('hash', LATER, NOW)).toThrow(PlatformTenantStays);
    });

    it('is due when its days of grace are over, unless it was cancelled', () => {
      const tenant = asked();
      tenant.confirmErasure('hash', LATER, NOW);
      expect(tenant.status).toBe('leaving');
      expect([tenant.isDue(NOW), tenant.isDue(LATER)]).toEqual([false, true]);
      expect(() => tenant.resume(NOW)).toThrow(TenantTransitionNotAllowed);
      tenant.cancelErasure(NOW);
      expect(tenant.status).toBe('suspended');
      expect(tenant.isDue(LATER)).toBe(false);
    });

    it('cannot be called back once its erasure has begun, and leaves its name alone behind', () => {
      const tenant = asked();
      tenant.confirmErasure('hash', NOW, NOW);
      expect(() => tenant.begin('job', 'export', NOW)).toThrow(TenantTransitionNotAllowed);
      tenant.begin('job', 'erase', NOW);
      expect(() => tenant.cancelErasure(NOW)).toThrow(TenantTransitionNotAllowed);
      tenant.erase(NOW);
      expect(tenant).toMatchObject({ status: 'erased', domains: [], name: 'Acme' });
      expect(() => tenant.answerTo(['acme.localhost'], NOW)).toThrow(TenantTransitionNotAllowed);
    });
  });

  it('has what its plan gives, and instead of that what was agreed with it alone', () => {
    const plan = { packs: ['mail'], quotas: { users: 5, storageBytes: 10 } };
    expect(inForce(TERMS, undefined)).toEqual({ packs: null, quotas: {} });
    expect(inForce({ ...TERMS, plan: 'small' }, plan)).toEqual(plan);
    expect(inForce({ plan: 'small', packs: ['ivr'], quotas: { users: 9 } }, plan)).toEqual({
      packs: ['ivr'],
      quotas: { users: 9, storageBytes: 10 },
    });
  });
});
