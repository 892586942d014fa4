import { describe, expect, it } from '@jest/globals';
import { InstanceList, type Sighting } from './instance-list.js';

function sighting(id: string, healthy = true): Sighting {
  const metadata = { version: '1', contextPath: '/api/v1' };
  return { instance: { id, service: 'ticket-center', host: '127.0.0.1', port: 8000, metadata }, healthy };
}

const well = (...ids: string[]) => ids.map((id) => sighting(id));
const ill = (...ids: string[]) => ids.map((id) => sighting(id, false));

function setUp() {
  const list = new InstanceList();
  const take = (sightings: Sighting[], forgiving = false) =>
    list.take(new Map(sightings.length > 0 ? [['ticket-center', sightings]] : []), forgiving);
  const called = () => list.of('ticket-center').map(({ id }) => id);
  return { list, take, called };
}

describe('whom to call', () => {
  it('is who is healthy', () => {
    const { list, take, called } = setUp();
    take([...well('a', 'b'), ...ill('c')]);

    expect(called()).toEqual(['a', 'b']);
    expect(list.services()).toEqual(['ticket-center']);
  });

  it('is nobody when all have left', () => {
    const { list, take, called } = setUp();
    take(well('a'));
    take([]);

    expect(called()).toEqual([]);
    expect(list.services()).toEqual([]);
  });

  it('stays who it was when all have become ill at once, save for those who left', () => {
    const { take, called } = setUp();
    take(well('a', 'b'));
    take(ill('a', 'c'));

    expect(called()).toEqual(['a']);
  });

  it('is nobody as long as nobody was ever healthy', () => {
    const { take, called } = setUp();
    take(ill('a'));

    expect(called()).toEqual([]);
  });

  it('keeps everybody it knew while it forgives, and lets newcomers in', () => {
    const { take, called } = setUp();
    take(well('a', 'b'));
    take([], true);
    expect(called()).toEqual(['a', 'b']);

    take([...well('c'), ...ill('a')], true);
    expect(called()).toEqual(['c', 'a', 'b']);

    take([...well('c'), ...ill('a')]);
    expect(called()).toEqual(['c']);
  });

  it('says whether it changed', () => {
    const { take } = setUp();

    expect([take(well('a')), take(well('a')), take([...well('a'), ...ill('b')]), take(well('a', 'b'))]).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });
});
