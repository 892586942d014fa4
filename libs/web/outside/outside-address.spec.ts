import { describe, expect, it } from '@jest/globals';
import { fixed } from '#libs/discovery/config/live-value';
import { AddressNotOutside, OpenedNetworks, OutsideAddresses } from './outside-address.js';

const opened = OpenedNetworks.parse({ everyone: ['10.9.0.0/16'], tenants: { acme: ['127.0.0.1/32', 'fd00::/8'] } });

function resolvingTo(...addresses: string[]) {
  const found = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  let asked = 0;
  const outside = new OutsideAddresses(fixed(opened), (_host, _options, done) => {
    asked += 1;
    done(null, found);
  });
  const look = (tenant: string, all: boolean) =>
    new Promise<unknown>((resolve, reject) => {
      outside.lookupFor(tenant)('hooks.example.com', { all }, (error, address) =>
        error ? reject(error) : resolve(address),
      );
    });
  return { look, asked: () => asked };
}

describe('an address that somebody gives', () => {
  const outside = new OutsideAddresses(fixed(opened));
  const give = (url: string, tenant = 'globex') => outside.refuseInside(tenant, url);

  it.each([
    'https://hooks.example.com/a',
    'https://8.8.8.8/',
    'https://[2606:4700::1111]/',
    'http://localhost.example.com/',
  ])('%s may be called', (url) => {
    expect(() => give(url)).not.toThrow();
  });

  it.each([
    ['loopback', 'http://127.0.0.1/'],
    ['loopback far from the first', 'http://127.9.9.9/'],
    ['loopback as one number', 'http://2130706433/'],
    ['loopback in hexadecimal', 'http://0x7f000001/'],
    ['loopback in octal', 'http://0177.0.0.1/'],
    ['loopback cut short', 'http://127.1/'],
    ['loopback by its name', 'http://localhost:8080/'],
    ['a name below it', 'http://db.localhost/'],
    ['IPv6 loopback', 'http://[::1]/'],
    ['IPv4 loopback in IPv6', 'http://[::ffff:127.0.0.1]/'],
    ['any address', 'http://0.0.0.0/'],
    ['any IPv6 address', 'http://[::]/'],
    ['the metadata of clouds', 'http://169.254.169.254/latest/meta-data/'],
    ['a private network', 'http://192.168.1.1/'],
    ['another', 'http://172.31.255.255/'],
    ['shared address space', 'http://100.64.0.1/'],
    ['a unique local address', 'http://[fd12:3456::1]/'],
    ['a link-local address', 'http://[fe80::1]/'],
    ['NAT64 to a private one', 'http://[64:ff9b::10.0.0.1]/'],
    ['6to4', 'http://[2002:7f00:1::]/'],
    ['multicast', 'http://224.0.0.1/'],
    ['a user in it', 'http://user:secret@hooks.example.com/'],
  ])('%s is refused', (_, url) => {
    expect(() => give(url)).toThrow(AddressNotOutside);
  });

  it('inside is called where the operator opened it to everyone, or to the tenant and nobody else', () => {
    expect(() => give('http://10.9.8.7/')).not.toThrow();
    expect(() => give('http://127.0.0.1/', 'acme')).not.toThrow();
    expect(() => give('http://[fd12::1]/', 'acme')).not.toThrow();
    expect(() => give('http://127.0.0.2/', 'acme')).toThrow(AddressNotOutside);
    expect(() => give('http://127.0.0.1/', 'globex')).toThrow(AddressNotOutside);
  });
});

describe('a name that leads somewhere', () => {
  it('outside leads there, asked for once', async () => {
    const { look, asked } = resolvingTo('8.8.8.8', '2606:4700::1111');
    await expect(look('globex', false)).resolves.toBe('8.8.8.8');
    expect(asked()).toBe(1);
    await expect(look('globex', true)).resolves.toHaveLength(2);
  });

  it('inside is refused, also when only one of its addresses is', async () => {
    await expect(resolvingTo('127.0.0.1').look('globex', false)).rejects.toThrow(AddressNotOutside);
    await expect(resolvingTo('8.8.8.8', '10.0.0.1').look('globex', true)).rejects.toThrow(AddressNotOutside);
    await expect(resolvingTo().look('globex', true)).rejects.toThrow(AddressNotOutside);
  });

  it('to what was opened to the tenant leads there for that tenant', async () => {
    await expect(resolvingTo('127.0.0.1').look('acme', false)).resolves.toBe('127.0.0.1');
  });
});
