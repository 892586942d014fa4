import { describe, expect, it } from '@jest/globals';
import { ProcessDefinition } from './process-definition.aggregate.js';
import {
  AlreadyStable,
  NoRollout,
  NotAnEarlierVersion,
  RolloutUnderWay,
  VersionNotFound,
} from './process-definition.errors.js';

const NOW = new Date('2026-11-23T09:00:00Z');
const SINCE = NOW.toISOString();

function withVersions(count: number): ProcessDefinition {
  const definition = ProcessDefinition.publish('parcel', 'Parcel lost', 'mia', NOW);
  for (let number = 2; number <= count; number++) definition.publish('Parcel lost', null, 'mia', NOW);
  definition.takeEvents();
  return definition;
}

function trying(percent: number): ProcessDefinition {
  const definition = withVersions(1);
  definition.publish('Parcel lost', percent, 'mia', NOW);
  definition.takeEvents();
  return definition;
}

describe('a published process', () => {
  it('begins with version 1 for everybody', () => {
    expect(ProcessDefinition.publish('parcel', 'Parcel lost', 'mia', NOW)).toMatchObject({
      latest: 1,
      stable: 1,
      candidate: null,
    });
  });

  it('gives its versions numbers without gaps, and its newest name', () => {
    const definition = withVersions(1);
    expect(definition.publish('Parcel missing', null, 'mia', NOW)).toBe(2);
    expect(definition.publish('Parcel gone', 10, 'mia', NOW)).toBe(3);
    expect(definition).toMatchObject({ name: 'Parcel gone', latest: 3, stable: 2 });
    expect(definition).toMatchObject({ candidate: { version: 3, percent: 10, since: SINCE } });
    expect(definition.takeEvents()).toMatchObject([
      { type: 'process-published', number: 2, percent: null, by: 'mia' },
      { type: 'process-published', number: 3, percent: 10, by: 'mia' },
    ]);
  });

  it('is not published again while a version is tried', () => {
    const definition = trying(10);
    expect(() => definition.publish('Parcel lost', null, 'mia', NOW)).toThrow(RolloutUnderWay);
    expect(definition).toMatchObject({ latest: 2, stable: 1 });
  });
});

describe('a rollout', () => {
  it('is of a version that is there and not everybody has', () => {
    const definition = withVersions(2);
    expect(() => definition.startRollout(3, 10, 'mia', NOW)).toThrow(VersionNotFound);
    expect(() => definition.startRollout(0, 10, 'mia', NOW)).toThrow(VersionNotFound);
    expect(() => definition.startRollout(2, 10, 'mia', NOW)).toThrow(AlreadyStable);
    definition.startRollout(1, 10, 'mia', NOW);
    expect(definition).toMatchObject({ stable: 2, candidate: { version: 1, percent: 10 } });
  });

  it('is one at a time', () => {
    expect(() => trying(10).startRollout(2, 20, 'mia', NOW)).toThrow(RolloutUnderWay);
  });

  it('changes its share and says what it was', () => {
    const definition = trying(10);
    definition.changeRollout(30, 'li', NOW);
    expect(definition).toMatchObject({ candidate: { version: 2, percent: 30, since: SINCE } });
    expect(definition.takeEvents()).toMatchObject([{ type: 'rollout-changed', number: 2, from: 10, to: 30, by: 'li' }]);
  });

  it('ends with everybody on the candidate', () => {
    const definition = trying(10);
    definition.promote('mia', NOW);
    expect(definition).toMatchObject({ stable: 2, candidate: null });
    expect(definition.takeEvents()).toMatchObject([{ type: 'rollout-promoted', number: 2, replaced: 1 }]);
  });

  it('ends with nobody on the candidate', () => {
    const definition = trying(10);
    definition.withdraw('mia', NOW);
    expect(definition).toMatchObject({ stable: 1, candidate: null, latest: 2 });
    expect(definition.takeEvents()).toMatchObject([{ type: 'rollout-withdrawn', number: 2 }]);
  });

  it('cannot be changed or ended where there is none', () => {
    const definition = withVersions(2);
    expect(() => definition.changeRollout(10, 'mia', NOW)).toThrow(NoRollout);
    expect(() => definition.promote('mia', NOW)).toThrow(NoRollout);
    expect(() => definition.withdraw('mia', NOW)).toThrow(NoRollout);
    expect(definition.recordedEvents()).toEqual([]);
  });
});

describe('rolling back', () => {
  it('gives everybody the earlier version, and ends what is tried', () => {
    const definition = withVersions(3);
    definition.startRollout(2, 50, 'mia', NOW);
    definition.takeEvents();
    definition.rollBack(1, 'Refunds twice', 'mia', NOW);
    expect(definition).toMatchObject({ stable: 1, candidate: null, latest: 3 });
    expect(definition.takeEvents()).toEqual([
      { type: 'process-rolled-back', from: 3, to: 1, withdrawn: 2, reason: 'Refunds twice', by: 'mia', at: NOW },
    ]);
  });

  it('goes to earlier versions only', () => {
    const definition = withVersions(3);
    definition.rollBack(2, 'Refunds twice', 'mia', NOW);
    expect(() => definition.rollBack(2, 'Again', 'mia', NOW)).toThrow(NotAnEarlierVersion);
    expect(() => definition.rollBack(3, 'Forward', 'mia', NOW)).toThrow(NotAnEarlierVersion);
    expect(() => definition.rollBack(4, 'Far', 'mia', NOW)).toThrow(VersionNotFound);
  });
});
