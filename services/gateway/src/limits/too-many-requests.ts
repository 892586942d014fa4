import { Refusal } from '#libs/web/http/problem';
import type { Standing } from './rate-limit-fields.js';

const SAID = {
  rule: { code: 'too-many-requests', message: 'You are asking too fast.' },
  quota: { code: 'quota-exceeded', message: 'All that this tenant may ask has been asked.' },
};

/** `too-many-requests` by a rule, `quota-exceeded` by a tenant's quota. */
export class TooManyRequests extends Refusal {
  /** @param standing with the limit that refused it */
  constructor(readonly standing: Standing) {
    const { code, message } = SAID[standing.limit.kind];
    super(429, code, message);
  }
}
