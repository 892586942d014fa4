import { FakeClock } from '#libs/testing/fake-clock';
import { MemoryTokenBuckets } from './memory-token-buckets.js';
import { tokenBucketContract } from './token-buckets.contract.js';

const clock = new FakeClock();

tokenBucketContract(
  'in memory',
  (settings) => new MemoryTokenBuckets(settings, clock),
  async (ms) => clock.advance(ms),
);
