import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import type { Live } from '#libs/discovery/live-value';
import { MailFailure } from '#libs/mail/mail-failure';
import { Inject, Injectable } from '@nestjs/common';
import type { MailLimits } from '#libs/contracts/settings/mail';
import { MAIL_LIMITS } from './mail-limits.js';

/** Nobody's mail server on the internet: private, loopback, link-local, shared, reserved, multicast, and what hides those. */
const INNER: readonly (readonly [string, number, 'ipv4' | 'ipv6'])[] = [
  ...(['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12'] as const),
  ...([
    '192.0.0.0/24',
    '192.0.2.0/24',
    '192.168.0.0/16',
    '198.18.0.0/15',
    '198.51.100.0/24',
    '203.0.113.0/24',
  ] as const),
  ...(['224.0.0.0/4', '240.0.0.0/4'] as const),
  ...(['::/96', '64:ff9b::/96', '64:ff9b:1::/48', '100::/64', '2001::/32', '2001:db8::/32', '2002::/16'] as const),
  ...(['fc00::/7', 'fe80::/10', 'ff00::/8'] as const),
].map((net) => {
  const [address = '', bits] = net.split('/');
  return [address, Number(bits), address.includes(':') ? 'ipv6' : 'ipv4'] as const;
});

/** Where tenants' mail servers are; a tenant must not make this service speak to what only this service can reach. */
@Injectable()
export class MailHosts {
  readonly #inner = new BlockList();

  constructor(@Inject(MAIL_LIMITS) private readonly limits: Live<MailLimits>) {
    for (const [address, bits, family] of INNER) this.#inner.addSubnet(address, bits, family);
  }

  /**
   * An address to connect to: that one and no other, since the next answer of DNS may be another.
   * @throws MailFailure `unreachable` also for what is inside: nobody finds out by trying what is there
   */
  async addressOf(host: string): Promise<string> {
    const addresses = await lookup(host, { all: true, verbatim: true }).catch(() => []);
    const { innerHosts } = this.limits.current;
    const usable = addresses.filter(
      ({ address }) => innerHosts.includes(host) || innerHosts.includes(address) || !this.isInner(address),
    );
    const [first] = usable;
    if (!first || usable.length < addresses.length) throw new MailFailure({ reason: 'unreachable', permanent: false });
    return first.address;
  }

  /** Also as IPv4 in IPv6: the list knows `::ffff:127.0.0.1` by 127.0.0.0/8. */
  isInner(address: string): boolean {
    return this.#inner.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
  }
}
