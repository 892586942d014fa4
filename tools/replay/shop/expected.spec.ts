import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readDataset } from '../dataset.js';
import { expectedAfter } from './expected.js';

const folder = join(import.meta.dirname, '../../../../shared/data/retail');
const present = existsSync(folder);

(present ? describe : describe.skip)(
  `what the real requests should lead to${present ? '' : ` (${folder} is absent)`}`,
  () => {
    const { shop, requests } = present ? readDataset(folder) : { shop: undefined!, requests: [] };
    const whole = present ? expectedAfter(shop, requests) : undefined!;

    it('has an outcome for each action of each request', () => {
      expect(requests.map(({ id, actions }) => [id, actions.length])).toEqual(
        [...whole.outcomes].map(([id, outcomes]) => [id, outcomes.length]),
      );
      expect([...whole.outcomes.values()].flat()).toHaveLength(768);
    });

    it('finds nothing wrong with a request but that an earlier one was there first, or too small a gift card', () => {
      const alone = requests.flatMap((request) => expectedAfter(shop, [request]).outcomes.get(request.id)!);
      const refusals = alone.filter(({ status }) => status === 'failed').map(({ result }) => result);
      expect(new Set(refusals)).toEqual(new Set(['gift-card-too-small']));
      expect(refusals.length).toBeLessThan(alone.length * 0.03);
    });

    it('does not depend on how the requests of different customers interleave', () => {
      const oneCustomerAfterTheOther = [...Map.groupBy(requests, ({ user_id }) => user_id).values()]
        .toReversed()
        .flat();
      expect(expectedAfter(shop, oneCustomerAfterTheOther).shop).toEqual(whole.shop);
    });

    it('leaves the state it began with as it was', () => {
      const before = structuredClone(shop.orders);
      expectedAfter(shop, requests);
      expect(shop.orders).toEqual(before);
    });
  },
);
