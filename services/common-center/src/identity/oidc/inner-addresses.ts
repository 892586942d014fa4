import { BlockList, isIP } from 'node:net';

const INNER = new BlockList();
const IPV4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
];
const IPV6: readonly (readonly [string, number])[] = [
  ['::', 96],
  ['64:ff9b::', 96],
  ['100::', 64],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
];
for (const [net, prefix] of IPV4) INNER.addSubnet(net, prefix, 'ipv4');
for (const [net, prefix] of IPV6) INNER.addSubnet(net, prefix, 'ipv6');

/** Not a place of the public internet (IANA special-purpose registries, RFC 6890); an IPv4 address may be written as IPv6. */
export function isInnerAddress(address: string): boolean {
  const family = isIP(address);
  return family === 0 || INNER.check(address, family === 4 ? 'ipv4' : 'ipv6');
}
