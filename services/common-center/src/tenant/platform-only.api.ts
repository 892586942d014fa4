import { domainError } from '#libs/kernel/domain-error';
import { currentContext } from '#libs/persistence/tenant/tenant-context';
import { PLATFORM_TENANT } from '#libs/persistence/tenant/tenant-id';
import { Injectable, UseGuards, type CanActivate } from '@nestjs/common';

export class PlatformOnly extends domainError('platform-only', 'forbidden') {}

@Injectable()
class PlatformGuard implements CanActivate {
  canActivate(): boolean {
    if (currentContext()?.tenantId === PLATFORM_TENANT) return true;
    throw new PlatformOnly('Tenants are managed from the platform tenant only.');
  }
}

/** A permission says what, not whose: the administrator of any tenant has them all. */
export const FromPlatformOnly = () => UseGuards(PlatformGuard);
