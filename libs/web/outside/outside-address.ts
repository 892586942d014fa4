import { lookup as nameLookup, type LookupAddress, type LookupOptions } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import type { Setting } from '#libs/contracts/settings/setting';
import type { Live } from '#libs/discovery/config/live-value';
import { domainError } from '#libs/kernel/domain-error';
import { z } from 'zod';

/** Whoever gave the URL may not have this program call there. */
export class AddressNotOutside extends domainError('address-not-outside', 'invalid') {}

const Network = z.union([z.cidrv4(), z.cidrv6()]);

/** The key `outside-addresses` of the config centre: networks an operator opens although they are not the outside world. */
export const OpenedNetworks = z.object({
  everyone: z.array(Network).default([]),
  tenants: z.record(z.string(), z.array(Network)).default({}),
});
export type OpenedNetworks = z.infer<typeof OpenedNetworks>;

export const outsideAddressesSetting: Setting<OpenedNetworks> = {
  key: 'outside-addresses',
  description: 'Inner networks that people may have called, who give URLs: for every tenant and by tenant',
  schema: OpenedNetworks,
  byDefault: OpenedNetworks.parse({}),
};

/** What the special-purpose registries of IANA (RFC 6890) do not call globally reachable, multicast, and ways round through IPv6. */
const INSIDE = networks([
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24'],
  ...['192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24'],
  ...['224.0.0.0/4', '240.0.0.0/4', '::/96', '64:ff9b::/96', '64:ff9b:1::/48', '100::/64', '2001::/23'],
  ...['2001:db8::/32', '2002::/16', '3fff::/20', '5f00::/16', 'fc00::/7', 'fe80::/10', 'fec0::/10', 'ff00::/8'],
]);

type Resolve = (
  host: string,
  options: LookupOptions & { readonly all: true },
  done: (error: Error | null, found: LookupAddress[]) => void,
) => void;

/** Which addresses may be called for people who give URLs: the outside world, and what the operator opened to their tenant. */
export class OutsideAddresses {
  constructor(
    private readonly opened: Live<OpenedNetworks>,
    private readonly resolve: Resolve = nameLookup,
  ) {}

  /** For URLs as they are given: what can be told without asking for a name. @throws AddressNotOutside */
  refuseInside(tenantId: string, url: string): void {
    const { hostname, username, password } = new URL(url);
    const host = hostname.replace(/^\[|\]$/g, '');
    const isInside = isIP(host) ? !this.#isOpen(tenantId, host) : /(^|\.)localhost\.?$/i.test(host);
    if (username !== '' || password !== '')
      throw new AddressNotOutside('A URL here has no user and no password in it.');
    if (isInside) throw new AddressNotOutside('This address does not lie outside.');
  }

  /**
   * For `net.connect`: a name is resolved once, and the connection goes to the address that was judged. One address inside among
   * several refuses all. An address in place of a name never comes here: see {@link refuseInside}.
   */
  lookupFor(tenantId: string): LookupFunction {
    return (host, options, done) =>
      this.resolve(host, { ...options, all: true }, (error, found) => {
        if (error) return done(error, []);
        const isRefused = found.length === 0 || found.some(({ address }) => !this.#isOpen(tenantId, address));
        if (isRefused) return done(new AddressNotOutside('This address does not lie outside.'), []);
        if (options.all) return done(null, found);
        done(null, found[0]!.address, found[0]!.family);
      });
  }

  /**
   * For what connects by itself: the address of a host, which is then connected to instead of the name.
   * @param isOpen what else is opened, besides the networks of the setting
   * @throws AddressNotOutside; Error when there is no such host
   */
  async addressOf(tenantId: string, host: string, isOpen: (address: string) => boolean): Promise<string> {
    const found = await new Promise<LookupAddress[]>((resolve, reject) =>
      this.resolve(host, { all: true, verbatim: true }, (error, all) => (error ? reject(error) : resolve(all))),
    );
    const isRefused = found.some(({ address }) => !this.#isOpen(tenantId, address) && !isOpen(address));
    if (isRefused || found.length === 0) throw new AddressNotOutside('This address does not lie outside.');
    return found[0]!.address;
  }

  #isOpen(tenantId: string, address: string): boolean {
    if (!contains(INSIDE, address)) return true;
    const { everyone, tenants } = this.opened.current;
    return contains(networks([...everyone, ...(tenants[tenantId] ?? [])]), address);
  }
}

function networks(all: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of all) {
    const [address, prefix] = network.split('/') as [string, string];
    list.addSubnet(address, Number(prefix), isIP(address) === 6 ? 'ipv6' : 'ipv4');
  }
  return list;
}

/** An IPv4 address written as an IPv6 one is that IPv4 address. */
function contains(list: BlockList, address: string): boolean {
  return list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}
