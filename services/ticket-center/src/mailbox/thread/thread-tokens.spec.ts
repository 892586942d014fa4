import { describe, expect, it } from '@jest/globals';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import fc from 'fast-check';
import { fromBase32, toBase32 } from './base32.js';
import { ThreadTokens } from './thread-tokens.js';

const SEED = { seed: 20261123 };
const tokens = new ThreadTokens(['a secret of this service']);
const asAcme = <T>(work: () => T): Promise<T> => runAsTenant('acme', () => Promise.resolve(work()));

describe('the token of a conversation', () => {
  it('is found in any text, in any case, and says its ticket', () =>
    asAcme(() =>
      fc.assert(
        fc.property(fc.uuid(), fc.string(), fc.boolean(), (ticketId, around, loud) => {
          const token = tokens.sign(ticketId);
          const written = loud ? token.toUpperCase() : token;
          expect(tokens.find(`${around} [ref:${written}] ${around}`)).toBe(ticketId);
          expect(tokens.find(`support+${written}@acme.example`)).toBe(ticketId);
        }),
        SEED,
      ),
    ));

  it('with any letter changed is nobody’s', () =>
    asAcme(() =>
      fc.assert(
        fc.property(fc.uuid(), fc.nat(41), fc.nat(30), (ticketId, at, shift) => {
          const letters = '0123456789abcdefghjkmnpqrstvwxyz';
          const token = tokens.sign(ticketId);
          const other = letters[(letters.indexOf(token[at]!) + 1 + shift) % letters.length]!;
          expect(tokens.find(token.slice(0, at) + other + token.slice(at + 1))).toBeNull();
        }),
        SEED,
      ),
    ));

  it('of one tenant is nothing to another, and nothing without the secret', async () => {
    const ticketId = '0199d2f0-0000-7000-8000-000000000001';
    const token = await asAcme(() => tokens.sign(ticketId));
    expect(await runAsTenant('other', () => Promise.resolve(tokens.find(token)))).toBeNull();
    expect(await asAcme(() => new ThreadTokens(['another secret']).find(token))).toBeNull();
  });

  it('signed with an earlier secret is still good', async () => {
    const ticketId = '0199d2f0-0000-7000-8000-000000000001';
    const rotated = new ThreadTokens(['a newer secret', 'a secret of this service']);
    const token = await asAcme(() => tokens.sign(ticketId));
    expect(await asAcme(() => rotated.find(token))).toBe(ticketId);
    expect(await asAcme(() => rotated.sign(ticketId))).not.toBe(token);
  });
});

describe('base 32', () => {
  it('gives back every byte', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        expect([...fromBase32(toBase32(bytes), bytes.length)]).toEqual([...bytes]);
      }),
      SEED,
    );
  });
});
