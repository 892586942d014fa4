import { describe, expect, it } from '@jest/globals';
import { Tenant } from './tenant.aggregate.js';
import { TenantExists, TenantTransitionNotAllowed } from './tenant.errors.js';

const NOW = new Date('2026-11-23T09:00:00Z');
const ACME = { id: 'acme', name: 'Acme', domains: ['acme.localhost', 'service.acme.example'] };

function aNewTenant(): Tenant {
  return Tenant.register({ ...ACME, firstAdmin: { login: 'admin', passwordHash: 'hash' } }, NOW);
}

function anActiveTenant(): Tenant {
  const tenant = aNewTenant();
  tenant.finishProvisioning(NOW);
  tenant.takeEvents();
  return tenant;
}

describe('a tenant', () => {
  it('is provisioning until everything is in place', () => {
    const tenant = aNewTenant();
    expect(tenant.entry).toEqual({ ...ACME, status: 'provisioning' });
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
});
