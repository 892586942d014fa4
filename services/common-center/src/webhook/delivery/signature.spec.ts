import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { newSecret, signedHeaders } from './signature.js';

const now = new Date();

describe('the signature of a webhook', () => {
  it('is that of the vector of the specification', () => {
    const at = new Date(1_614_265_330_000);
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    const payload = '{"test": 2432232314}';
    expect(signedHeaders([secret], 'msg_p5jXN8AQM9LWM0D4loKWxJek', at, payload)).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  it('is believed by the reference implementation, whatever is sent', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.json(), (id, payload) => {
        const secret = newSecret();
        expect(() => new Webhook(secret).verify(payload, signedHeaders([secret], id, now, payload))).not.toThrow();
      }),
      { seed: 20_261_123, numRuns: 200 },
    );
  });

  it('is believed by who knows either secret while both sign, and by nobody else', () => {
    const [one, two, other] = [newSecret(), newSecret(), newSecret()];
    const headers = signedHeaders([two, one], 'e1', now, '{}');
    expect(() => new Webhook(one).verify('{}', headers)).not.toThrow();
    expect(() => new Webhook(two).verify('{}', headers)).not.toThrow();
    expect(() => new Webhook(other).verify('{}', headers)).toThrow();
  });

  it('is not believed of another id, another time or other words', () => {
    const secret = newSecret();
    const headers = signedHeaders([secret], 'e1', now, '{}');
    const verify = (body: string, more: Record<string, string>) => () =>
      new Webhook(secret).verify(body, { ...headers, ...more });
    expect(verify('{"a":1}', {})).toThrow();
    expect(verify('{}', { 'webhook-id': 'e2' })).toThrow();
    expect(verify('{}', { 'webhook-timestamp': String(Math.floor(now.getTime() / 1_000) + 1) })).toThrow();
  });
});
