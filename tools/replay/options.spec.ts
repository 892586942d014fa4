import { describe, expect, it } from '@jest/globals';
import { readOptions } from './options.js';

describe('the options of a replay', () => {
  it('are a calm embedded run of everything when nothing is said', () => {
    expect(readOptions([])).toEqual({
      folder: '../shared/data/retail',
      sops: '../shared/data/sop',
      profile: 'embedded',
      concurrency: 8,
      seed: 1,
      faults: false,
      chaos: false,
    });
  });

  it('take a folder and numbers', () => {
    const { folder, limit, concurrency } = readOptions(['some/where', '--limit', '20', '--concurrency', '2']);
    expect({ folder, limit, concurrency }).toEqual({ folder: 'some/where', limit: 20, concurrency: 2 });
  });

  it.each([
    [['--chaos'], '--chaos: needs --profile cluster'],
    [['--chaos', '--profile', 'cluster', '--url', 'http://localhost:8080', '--admin', 'a:b'], '--chaos: needs'],
    [['--url', 'http://localhost:8080'], '--url: needs --admin'],
    [['--limit', 'many'], '--limit: expected a number'],
    [['--limit', '0'], '--limit: expected 1 or more'],
    [['--profile', 'paper'], '--profile: expected embedded or cluster'],
    [['one', 'two'], 'one folder, not also two'],
    [['--fast'], "Unknown option '--fast'"],
  ])('are refused when they are %j', (args, reason) => {
    expect(() => readOptions(args)).toThrow(reason);
  });
});
