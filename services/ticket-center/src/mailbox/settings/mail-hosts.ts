import type { MailLimits } from '#libs/contracts/settings/mail';
import type { Live } from '#libs/discovery/config/live-value';
import { MailFailure } from '#libs/mail/mail-failure';
import { currentTenant } from '#libs/persistence/tenant/tenant-context';
import { AddressNotOutside, OutsideAddresses } from '#libs/web/outside/outside-address';
import { Inject, Injectable } from '@nestjs/common';
import { MAIL_LIMITS } from './mail-limits.js';

/** Where tenants' mail servers are; a tenant must not make this service speak to what only this service can reach. */
@Injectable()
export class MailHosts {
  constructor(
    @Inject(MAIL_LIMITS) private readonly limits: Live<MailLimits>,
    private readonly addresses: OutsideAddresses,
  ) {}

  /**
   * An address to connect to: that one and no other, since the next answer of DNS may be another.
   * @throws MailFailure `unreachable` when there is no such host; also for what is inside: nobody finds out by trying what is there
   */
  async addressOf(host: string): Promise<string> {
    const { innerHosts } = this.limits.current;
    const isNamed = (address: string) => innerHosts.includes(host) || innerHosts.includes(address);
    try {
      return await this.addresses.addressOf(currentTenant(), host, isNamed);
    } catch (error) {
      if (error instanceof AddressNotOutside || isOfDns(error))
        throw new MailFailure({ reason: 'unreachable', permanent: false });
      throw error;
    }
  }
}

function isOfDns(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).syscall === 'getaddrinfo';
}
