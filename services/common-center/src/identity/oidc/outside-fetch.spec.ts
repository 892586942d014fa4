import { describe, expect, it } from '@jest/globals';
import { promisify } from 'node:util';
import { isInside } from '#libs/web/outside-address';
import { publicOnly } from './outside-fetch.js';

describe('an address', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.31.255.255',
    '192.168.0.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '255.255.255.255',
    '::1',
    '::',
    'fe80::1',
    'fd00::1',
    '::ffff:10.0.0.1',
    '64:ff9b::a00:1',
    'no address',
  ])('%s is inside', (address) => expect(isInside(address)).toBe(true));

  it.each(['93.184.216.34', '172.32.0.1', '2606:2800:220:1::1', '::ffff:93.184.216.34'])('%s is outside', (address) =>
    expect(isInside(address)).toBe(false),
  );
});

it('a name is not looked up to an address inside', async () => {
  await expect(promisify(publicOnly)('localhost', {})).rejects.toThrow('not outside');
  await expect(promisify(publicOnly)('localhost', { all: true })).rejects.toThrow('not outside');
});
