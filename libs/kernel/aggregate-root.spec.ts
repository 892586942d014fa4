import { describe, expect, it } from '@jest/globals';
import { AggregateRoot, type DomainEvent } from './aggregate-root.js';

class Kettle extends AggregateRoot {
  boil(at: Date): void {
    this.record({ type: 'kettle-boiled', at });
  }
}

const [FIRST, SECOND]: DomainEvent[] = [
  { type: 'kettle-boiled', at: new Date('2026-11-23T09:00:00Z') },
  { type: 'kettle-boiled', at: new Date('2026-11-23T09:01:00Z') },
];

describe('an aggregate', () => {
  it('records what happens to it, in order, until it is saved', () => {
    const kettle = new Kettle();
    kettle.boil(FIRST!.at);
    kettle.boil(SECOND!.at);
    expect(kettle.recordedEvents()).toEqual([FIRST, SECOND]);
    expect(kettle.recordedEvents()).toEqual([FIRST, SECOND]);
  });

  it('gives its events away once', () => {
    const kettle = new Kettle();
    kettle.boil(FIRST!.at);
    expect(kettle.takeEvents()).toEqual([FIRST]);
    expect(kettle.takeEvents()).toEqual([]);
    kettle.boil(SECOND!.at);
    expect(kettle.takeEvents()).toEqual([SECOND]);
  });

  it('shares its events with no other', () => {
    new Kettle().boil(FIRST!.at);
    expect(new Kettle().recordedEvents()).toEqual([]);
  });
});
