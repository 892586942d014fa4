import type { AddressInfo } from 'node:net';
import { networkInterfaces, type NetworkInterfaceInfo } from 'node:os';

type Interfaces = Readonly<
  Record<string, readonly Pick<NetworkInterfaceInfo, 'address' | 'family' | 'internal'>[] | undefined>
>;

const ANY = ['0.0.0.0', '::'];
const LOOPBACK = '127.0.0.1';

/**
 * Where other processes reach one that listens there. Listening on all addresses (`HOST=0.0.0.0`) is no place to go to: then it is this
 * machine's first IPv4 address on a network, and where it has none, itself.
 */
export function reachableUrl(
  { address, family, port }: AddressInfo,
  interfaces: Interfaces = networkInterfaces(),
): string {
  if (ANY.includes(address)) return `http://${firstOnANetwork(interfaces) ?? LOOPBACK}:${port}`;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}

function firstOnANetwork(interfaces: Interfaces): string | undefined {
  const all = Object.values(interfaces).flatMap((each) => each ?? []);
  return all.find(({ family, internal }) => family === 'IPv4' && !internal)?.address;
}
