import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { ClientAddresses } from './client-address.js';

const from = (remoteAddress: string, said?: string) =>
  ({
    socket: { remoteAddress },
    headers: { ...(said !== undefined && { 'x-forwarded-for': said }) },
  }) as IncomingMessage;

const behind = new ClientAddresses(['10.0.0.0/8', '192.0.2.1', '2001:db8::/32']);

describe('where a request comes from', () => {
  it.each([
    ['the other end of its connection', new ClientAddresses(), from('203.0.113.7', '198.51.100.1'), '203.0.113.7'],
    ['that also where it is no proxy of ours', behind, from('203.0.113.7', '198.51.100.1'), '203.0.113.7'],
    ['what a proxy of ours says', behind, from('10.1.2.3', '198.51.100.1'), '198.51.100.1'],
    ['what it says last, not what was said before', behind, from('10.1.2.3', '1.1.1.1, 198.51.100.1'), '198.51.100.1'],
    ['the last that is none of ours', behind, from('10.1.2.3', '198.51.100.1, 10.9.9.9, 192.0.2.1'), '198.51.100.1'],
    ['the proxy, where it says nothing', behind, from('10.1.2.3'), '10.1.2.3'],
    ['the proxy, where it says no address', behind, from('10.1.2.3', 'unknown'), '10.1.2.3'],
    ['an IPv4 address as such', behind, from('::ffff:10.1.2.3', '::ffff:198.51.100.1'), '198.51.100.1'],
    ['an IPv6 address', behind, from('2001:db8::7', '2001:470::1'), '2001:470::1'],
  ])('is %s', (_, addresses, request, address) => {
    expect(addresses.of(request)).toBe(address);
  });
});
