import { describe, expect, it } from '@jest/globals';
import { reachableUrl } from './reachable-url.js';

const PORT = 3002;
const NETWORKS = {
  lo: [{ address: '127.0.0.1', family: 'IPv4', internal: true }],
  eth0: [
    { address: 'fe80::1', family: 'IPv6', internal: false },
    { address: '10.4.0.17', family: 'IPv4', internal: false },
  ],
} as const;
const at = (address: string, family = 'IPv4') => ({ address, family, port: PORT });

describe('the URL at which a process is reached', () => {
  it('is the address it listens on', () => {
    expect(reachableUrl(at('10.4.0.9'), NETWORKS)).toBe('http://10.4.0.9:3002');
    expect(reachableUrl(at('fd00::9', 'IPv6'), NETWORKS)).toBe('http://[fd00::9]:3002');
  });

  it('is one on a network where it listens on all of them', () => {
    expect(reachableUrl(at('0.0.0.0'), NETWORKS)).toBe('http://10.4.0.17:3002');
    expect(reachableUrl(at('::', 'IPv6'), NETWORKS)).toBe('http://10.4.0.17:3002');
  });

  it('is itself where there is no network', () => {
    expect(reachableUrl(at('0.0.0.0'), { lo: NETWORKS.lo })).toBe('http://127.0.0.1:3002');
  });
});
