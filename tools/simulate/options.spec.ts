import { describe, expect, it } from '@jest/globals';
import { readOptions, WrongOptions } from './options.js';

describe('the options of a simulated day', () => {
  it('are the first day of the bank, staffed by Erlang A, unless said otherwise', () => {
    expect(readOptions([])).toMatchObject({
      day: '../shared/data/calls/bank-calls-5min.csv',
      date: '0',
      agents: 'auto',
      profile: 'embedded',
    });
  });

  it('take hours, agents and a limit', () => {
    const options = readOptions(['--hours', '09:30-12:00', '--agents', '12', '--limit', '20', '--profile', 'cluster']);
    expect(options).toMatchObject({ hours: [34_200, 43_200], agents: 12, limit: 20, profile: 'cluster' });
  });

  it.each([
    [['--hours', '12:00-09:00'], 'hours'],
    [['--hours', '9-12'], 'hours'],
    [['--agents', 'many'], 'agents'],
    [['--speed', '0'], 'speed'],
    [['--date', 'monday'], 'date'],
    [['--night', '1'], 'night'],
  ])('%j is refused', (args, named) => {
    expect(() => readOptions(args)).toThrow(WrongOptions);
    expect(() => readOptions(args)).toThrow(named);
  });
});
