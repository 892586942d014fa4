import { describe, expect, it } from '@jest/globals';
import { childIdOf, correlationKeyOf, partitionOf, PROCESS_PARTITIONS } from './digest.js';

const PARENT = '0199d2f0-1234-7000-8000-000000000001';

describe('the id of a called instance', () => {
  it('is a UUIDv8 with the time of its parent, the same whenever it is asked for', () => {
    const id = childIdOf(PARENT, 7);
    expect(id).toMatch(/^0199d2f0-1234-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(childIdOf(PARENT, 7)).toBe(id);
  });

  it('is another for every wait and every parent', () => {
    const other = `${PARENT.slice(0, -1)}2`;
    expect(new Set([childIdOf(PARENT, 1), childIdOf(PARENT, 2), childIdOf(other, 1)]).size).toBe(3);
  });
});

describe('a correlation key', () => {
  it('stays as it is while its column holds it, and is told apart beyond', () => {
    expect(correlationKeyOf('#W1')).toBe('#W1');
    expect(correlationKeyOf('x'.repeat(255))).toHaveLength(255);
    expect(correlationKeyOf('x'.repeat(256))).not.toBe(correlationKeyOf('x'.repeat(257)));
  });

  it('of a message without one is empty', () => {
    expect(correlationKeyOf(null)).toBe('');
  });
});

describe('the partition of an instance', () => {
  it('is always the same, and all are used', () => {
    const partitions = Array.from({ length: 200 }, (_, number) => partitionOf(`instance-${number}`));
    expect(new Set(partitions)).toEqual(new Set(Array.from({ length: PROCESS_PARTITIONS }, (_, number) => number)));
    expect(partitionOf('instance-0')).toBe(partitions[0]);
  });
});
