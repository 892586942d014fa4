import { featurePackOf } from '#libs/contracts/common-center/tenant/feature-packs';
import { TenantDirectory } from '#libs/discovery/tenant-directory';
import { currentContext } from '#libs/persistence/tenant/tenant-context';
import { PLATFORM_TENANT } from '#libs/persistence/tenant/tenant-id';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { PERMISSION } from '../access/permissions.js';
import { Refusal } from '../http/problem.js';

/**
 * Refuses what is asked of a tenant that is suspended, and what belongs to a feature pack that is switched off for it. The
 * gateway refuses suspended tenants too; here it also holds for whoever comes another way.
 */
@Injectable()
export class TenantGate implements CanActivate {
  constructor(
    private readonly directory: TenantDirectory,
    private readonly reflector: Reflector,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const tenantId = context.getType() === 'http' ? currentContext()?.tenantId : undefined;
    if (tenantId === undefined || tenantId === PLATFORM_TENANT) return true;
    const { status, packs } = this.directory.get(tenantId) ?? {};
    if (status === 'suspended') throw new Refusal(403, 'tenant-suspended', 'This tenant is suspended.');
    const pack = packs && featurePackOf(this.reflector.get<string | undefined>(PERMISSION, context.getHandler()) ?? '');
    if (pack === undefined || packs!.includes(pack)) return true;
    throw new Refusal(403, 'feature-pack-off', `This belongs to the feature pack ${pack}, which is switched off here.`);
  }
}
