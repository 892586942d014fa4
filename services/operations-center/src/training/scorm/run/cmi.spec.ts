import { describe, expect, it } from '@jest/globals';
import { MANIFEST_12, MANIFEST_2004 } from '../../../../test/training/scorm-archive.js';
import { manifestOf } from '../package/manifest.js';
import { atLaunch, outcomeOf, settableOf } from './cmi.js';
import { limitsToldOf, timeLeftOf } from './time-limit.js';
import { withAllBelow, type Activity } from '../sequencing/activity.js';

describe('the data model', () => {
  it('takes what a package may set, and nothing else', () => {
    const values = {
      'cmi.core.lesson_status': 'passed',
      'cmi.core.student_id': 'ben',
      'cmi.suspend_data': 'p3',
      other: 'x',
    };
    expect(settableOf('1.2', values)).toEqual({ 'cmi.core.lesson_status': 'passed', 'cmi.suspend_data': 'p3' });
    expect(settableOf('1.2', { 'cmi.core.lesson_status': 'perfect' })).toEqual({});
    expect(settableOf('2004', { 'cmi.suspend_data': 'x'.repeat(64_001) })).toEqual({});
    expect(settableOf('2004', { 'cmi.interactions.0.learner_response': 'a' })).toEqual({
      'cmi.interactions.0.learner_response': 'a',
    });
  });

  it.each([
    [
      '1.2',
      { 'cmi.core.lesson_status': 'completed', 'cmi.core.score.raw': '15', 'cmi.core.score.max': '20' },
      true,
      null,
      0.75,
    ],
    ['1.2', { 'cmi.core.lesson_status': 'failed', 'cmi.core.score.raw': '20' }, true, false, 0.2],
    ['1.2', { 'cmi.core.lesson_status': 'incomplete' }, false, null, null],
    ['2004', { 'cmi.completion_status': 'completed', 'cmi.score.scaled': '0.9' }, true, null, 0.9],
    ['2004', { 'cmi.completion_status': 'completed', 'cmi.success_status': 'failed' }, true, false, null],
    [
      '2004',
      { 'cmi.success_status': 'passed', 'cmi.score.raw': '-5', 'cmi.score.min': '-10', 'cmi.score.max': '0' },
      null,
      true,
      0.5,
    ],
  ] as const)(
    'of %s with %p: completed %p, satisfied %p, measure %p',
    (version, values, completed, satisfied, measure) => {
      expect(outcomeOf(version, values)).toMatchObject({ completed, satisfied, measure });
    },
  );

  it('of SCORM 1.2 is passed by the score that the manifest asks for', () => {
    const values = { 'cmi.core.lesson_status': 'completed', 'cmi.core.score.raw': '79' };
    expect([80, 79, null].map((mastery) => outcomeOf('1.2', values, mastery).satisfied)).toEqual([false, true, null]);
  });

  it('knows other objectives by their ids', () => {
    const values = {
      'cmi.objectives.0.id': 'law',
      'cmi.objectives.0.success_status': 'passed',
      'cmi.objectives.0.score.scaled': '0.4',
    };
    expect(outcomeOf('2004', values).objectives).toEqual({ law: { satisfied: true, measure: 0.4 } });
  });

  it.each([
    ['1.2', 'cmi.core.session_time', '0001:02:03.4', 3_723],
    ['1.2', 'cmi.core.session_time', '1 hour', 0],
    ['2004', 'cmi.session_time', 'PT1H2M3.4S', 3_723],
    ['2004', 'cmi.session_time', 'P1DT1S', 86_401],
  ] as const)('of %s counts %s %s as %d s', (version, name, value, seconds) => {
    expect(outcomeOf(version, { [name]: value }).seconds).toBe(seconds);
  });

  it('gives a package what it had, how long it took so far, and whether it goes on', () => {
    expect(atLaunch('1.2', {}, 0, 'mia')).toMatchObject({
      ...{ 'cmi.core.entry': 'ab-initio', 'cmi.core.lesson_status': 'not attempted', 'cmi.core.student_id': 'mia' },
    });
    const left = { 'cmi.core.exit': 'suspend', 'cmi.suspend_data': 'p3', 'cmi.core.session_time': '0000:01:00' };
    const again = atLaunch('1.2', left, 3_723, 'mia');
    expect(again).toMatchObject({
      'cmi.core.entry': 'resume',
      'cmi.suspend_data': 'p3',
      'cmi.core.total_time': '0001:02:03',
    });
    expect(again).not.toHaveProperty('cmi.core.session_time');
  });
});

describe('a time limit', () => {
  const item12 = (limit: string) =>
    manifestOf(MANIFEST_12.replace('<title>Refunds</title>', `<title>Refunds</title>${limit}`)).root;
  const item2004 = (limits: string, more = '') =>
    manifestOf(
      MANIFEST_2004.replace(
        '<ims:item identifier="i" identifierref="r"/>',
        `<ims:item identifier="i" identifierref="r">${more}<sequencing><limitConditions ${limits}/></sequencing></ims:item>`,
      ),
    ).root;
  const leaf = (root: Activity) => withAllBelow(root).at(-1)!;

  it('is read of both versions, with what is done when it is over', () => {
    const old = leaf(
      item12(
        '<adlcp:maxtimeallowed>0000:30:00</adlcp:maxtimeallowed><adlcp:timelimitaction>exit,message</adlcp:timelimitaction>',
      ),
    );
    expect(old.timeLimit).toEqual({ seconds: 1_800, exits: true, tells: true });
    expect(limitsToldOf('1.2', { ...old, masteryScore: 80 })).toEqual({
      'cmi.student_data.mastery_score': '80',
      'cmi.student_data.max_time_allowed': '0000:30:00',
      'cmi.student_data.time_limit_action': 'exit,message',
    });
    const more = '<a:timeLimitAction>exit,no message</a:timeLimitAction>';
    const late = leaf(item2004('attemptAbsoluteDurationLimit="PT1H30M"', more));
    expect(limitsToldOf('2004', late)).toEqual({
      ...{ 'cmi.max_time_allowed': 'PT5400S', 'cmi.time_limit_action': 'exit,no message' },
    });
    expect(leaf(item2004('attemptAbsoluteDurationLimit="PT10M"')).timeLimit).toEqual({
      seconds: 600,
      exits: false,
      tells: false,
    });
    expect(leaf(item2004('attemptLimit="2"')).timeLimit).toBeUndefined();
  });

  it.each(['half an hour', '30:00', 'PT30M'])('of SCORM 1.2 is refused as %s', (text) => {
    const limit = `<adlcp:maxtimeallowed>${text}</adlcp:maxtimeallowed>`;
    expect(() => item12(limit)).toThrow(expect.objectContaining({ code: 'scorm-manifest-invalid' }));
  });

  it('is of all sessions of an attempt together', () => {
    const limit = { seconds: 600, exits: true, tells: false };
    expect([timeLeftOf(limit, 0), timeLeftOf(limit, 590), timeLeftOf(limit, 700)].map(({ ms }) => ms)).toEqual([
      ...[600_000, 10_000, 0],
    ]);
  });

  it('cannot be set by what is limited', () => {
    const set = { 'cmi.max_time_allowed': 'PT9H', 'cmi.time_limit_action': 'continue,no message' };
    expect(settableOf('2004', set)).toEqual({});
  });
});
