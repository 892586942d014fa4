import { beforeEach, describe, expect, it } from '@jest/globals';
import { FakeClock } from '#libs/testing/fake-clock';
import { believeOnlyTheGateway, forwardedFields } from '../http/forwarded-fields.js';
import { GatewaySeal } from './gateway-seal.js';

const SECRET = 'the secret of all services';

let clock: FakeClock;
let seal: GatewaySeal;

beforeEach(() => {
  clock = new FakeClock();
  seal = new GatewaySeal([SECRET], clock);
});

describe('the seal of the gateway', () => {
  it('holds for the words it was made for, in every process that has the secret', () => {
    expect(new GatewaySeal([SECRET], clock).holds(seal.of('a', 'b'), 'a', 'b')).toBe(true);
  });

  it.each([
    ['other words', ['a', 'c']],
    ['fewer words', ['a']],
    ['the words the other way round', ['b', 'a']],
  ])('does not hold for %s', (_, words) => {
    expect(seal.holds(seal.of('a', 'b'), ...words)).toBe(false);
  });

  it.each([undefined, '', 'x', '.', `zzzzzz.${'A'.repeat(43)}`, `zzzzzzzzzz.${'A'.repeat(43)}`])(
    'is not anything else: %s',
    (given) => {
      expect(seal.holds(given, 'a')).toBe(false);
    },
  );

  it('does not hold with another secret', () => {
    expect(new GatewaySeal(['another secret'], clock).holds(seal.of('a'), 'a')).toBe(false);
  });

  it('holds when the secret was changed since', () => {
    const changed = new GatewaySeal(['a new secret', SECRET], clock);

    expect(changed.holds(seal.of('a'), 'a')).toBe(true);
    expect(seal.holds(changed.of('a'), 'a')).toBe(false);
  });

  it('is the same for a minute, and good for two', () => {
    const first = seal.of('a');
    clock.advance({ seconds: 59 });
    expect(seal.of('a')).toBe(first);
    clock.advance({ seconds: 1 });
    expect(seal.of('a')).not.toBe(first);
    clock.advance({ seconds: 59 });
    expect(seal.holds(first, 'a')).toBe(true);
    clock.advance({ seconds: 1 });
    expect(seal.holds(first, 'a')).toBe(false);
  });

  it('holds for a machine whose clock is a minute behind', () => {
    const behind = new FakeClock();
    clock.advance({ minutes: 1 });

    expect(new GatewaySeal([SECRET], behind).holds(seal.of('a'), 'a')).toBe(true);
  });
});

describe('where a request came from', () => {
  const believed = (headers: Record<string, string>) => {
    believeOnlyTheGateway(headers, seal);
    return headers;
  };

  it('is believed of the gateway', () => {
    const said = forwardedFields('203.0.113.7', 'acme.example', seal);

    expect(believed({ ...said, accept: '*/*' })).toEqual({ ...said, accept: '*/*' });
  });

  it.each(['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'forwarded', 'x-real-ip', 'true-client-ip'])(
    'is not believed of anybody else: %s',
    (name) => {
      expect(believed({ [name]: '203.0.113.7', accept: '*/*' })).toEqual({ accept: '*/*' });
    },
  );

  it('is not believed when another address stands beside the seal', () => {
    const said = { ...forwardedFields('203.0.113.7', 'acme.example', seal), 'x-forwarded-for': '203.0.113.8' };

    expect(believed(said)).not.toHaveProperty('x-forwarded-for');
  });

  it('says nothing that the gateway does not say, also beside a seal', () => {
    const said = { ...forwardedFields('203.0.113.7', 'acme.example', seal), 'x-forwarded-proto': 'https' };

    expect(believed(said)).not.toHaveProperty('x-forwarded-proto');
  });
});
