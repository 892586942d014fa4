import { describe } from '@jest/globals';
import { FakeClock } from '#libs/testing/fake-clock';
import { limitStoreContract } from './limit-store.contract.js';
import { MemoryLimitStore } from './memory-limit-store.js';

const clock = new FakeClock();

describe('limits in memory', () => {
  limitStoreContract(
    () => new MemoryLimitStore(clock),
    async (ms) => clock.advance(ms),
  );
});
