import { createContext, runInContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import { withApi } from './content-api.js';
import { type TimeLeft } from './time-limit.js';

type Api = Record<string, (...args: string[]) => string>;
interface Message {
  name?: string;
  value?: string;
  ended?: boolean;
  committed?: boolean;
  timeIsOver?: boolean;
  request?: unknown;
}

/** A frame of content in a browser, as far as its page needs one. */
function shown(scorm: '1.2' | '2004', values: Record<string, string> = {}, timeLeft: TimeLeft | null = null) {
  const sent: Message[] = [];
  const around = { postMessage: (message: Message) => void sent.push(message) } as Record<string, unknown>;
  around['parent'] = around;
  const timers: { work: () => void; ms: number }[] = [];
  const window: Record<string, unknown> = {
    setTimeout: (work: () => void, ms: number) => void timers.push({ work, ms }),
    ...{ parent: around, location: { origin: 'https://acme.example' }, addEventListener: () => undefined },
  };
  const place = { mayContinue: true, mayGoBack: false, open: ['two'] };
  const page = withApi(Buffer.from('<!doctype html><html><head lang="en"><script>own()</script>'), {
    scorm,
    values,
    place,
    timeLeft,
  });
  const [script] = /(?<=<script>)\(function[\s\S]*?(?=<\/script>)/.exec(page.toString())!;
  runInContext(script, createContext({ window, Object, JSON, String }));
  const name = scorm === '2004' ? 'API_1484_11' : 'API';
  return { api: window[name] as Api, sent, window, name, timers };
}

describe('a page of a package', () => {
  it('has the API of SCORM 1.2 in its own window, and tells what is set', () => {
    const { api, sent } = shown('1.2', { 'cmi.suspend_data': 'p3' });
    expect([api['LMSGetValue']!('cmi.suspend_data'), api['LMSGetLastError']!()]).toEqual(['', '301']);
    expect([api['LMSInitialize']!(''), api['LMSInitialize']!('')]).toEqual(['true', 'false']);
    expect(api['LMSGetValue']!('cmi.suspend_data')).toBe('p3');
    expect(api['LMSSetValue']!('cmi.core.lesson_status', 'completed')).toBe('true');
    expect([api['LMSSetValue']!('cmi.core.student_id', 'ben'), api['LMSGetLastError']!()]).toEqual(['false', '403']);
    expect([api['LMSCommit']!(''), api['LMSFinish']!(''), api['LMSCommit']!('')]).toEqual(['true', 'true', 'false']);
    expect(sent).toMatchObject([
      ...[{ name: 'cmi.core.lesson_status', value: 'completed' }, { committed: true }, { ended: true, request: null }],
    ]);
  });

  it('ends what takes too long, and says so, where its manifest wants that', () => {
    const { api, sent, timers } = shown('2004', {}, { ms: 90_000, exits: true, tells: true });
    expect(timers).toEqual([]);
    api['Initialize']!('');
    expect(timers.map(({ ms }) => ms)).toEqual([90_000]);
    timers[0]!.work();
    expect(sent).toMatchObject([{ timeIsOver: true }, { name: 'cmi.exit', value: 'time-out' }, { ended: true }]);
    expect(api['Commit']!('')).toBe('false');
  });

  it('lets go on what takes too long where its manifest does not say otherwise, and what has ended in time', () => {
    const patient = shown('1.2', {}, { ms: 0, exits: false, tells: false });
    patient.api['LMSInitialize']!('');
    patient.timers[0]!.work();
    expect(patient.sent).toEqual([]);
    expect(patient.api['LMSCommit']!('')).toBe('true');
    const quick = shown('1.2', {}, { ms: 1_000, exits: true, tells: true });
    quick.api['LMSInitialize']!('');
    quick.api['LMSFinish']!('');
    quick.timers[0]!.work();
    expect(quick.sent).toHaveLength(1);
  });

  it('has the API of SCORM 2004, with its own errors and counts', () => {
    const { api } = shown('2004', { 'cmi.interactions.0.id': 'a', 'cmi.interactions.1.id': 'b' });
    expect([api['SetValue']!('cmi.location', '3'), api['GetLastError']!()]).toEqual(['false', '132']);
    api['Initialize']!('');
    expect(api['GetValue']!('cmi.interactions._count')).toBe('2');
    expect([api['GetValue']!('cmi.location'), api['GetLastError']!()]).toEqual(['', '403']);
    api['Terminate']!('');
    expect([api['Initialize']!(''), api['GetLastError']!()]).toEqual(['false', '104']);
  });

  it.each([
    ['continue', { kind: 'continue' }],
    ['suspendAll', { kind: 'suspend-all' }],
    ['{target=two}choice', { kind: 'choice', target: 'two' }],
    ['_none_', null],
  ])('asks to go on by %s when it ends', (asked, request) => {
    const { api, sent } = shown('2004');
    api['Initialize']!('');
    expect(api['SetValue']!('adl.nav.request', asked)).toBe('true');
    expect([api['SetValue']!('adl.nav.request', 'away'), api['GetLastError']!()]).toEqual(['false', '406']);
    const may = ['continue', 'previous', 'choice.{target=two}', 'choice.{target=one}'];
    expect(may.map((each) => api['GetValue']!(`adl.nav.request_valid.${each}`))).toEqual([
      'true',
      'false',
      'true',
      'false',
    ]);
    api['Terminate']!('');
    expect(sent).toMatchObject([{ ended: true, request }]);
  });

  it('keeps its API though the package has a variable of that name', () => {
    const { window, name, api } = shown('1.2');
    window[name] = null;
    expect(window[name]).toBe(api);
  });

  it('is not left by what a package has stored, whatever it is encoded in', () => {
    const values = { a: '</script><script>alert(1)', b: '退款' };
    const page = withApi(Buffer.from('<p>x'), {
      scorm: '1.2',
      values,
      timeLeft: null,
      place: { mayContinue: false, mayGoBack: false, open: [] },
    });
    const text = page.toString('latin1');
    expect([text.includes('<script>alert'), text.includes(String.raw`\u9000\u6b3e`), text.endsWith('<p>x')]).toEqual([
      false,
      true,
      true,
    ]);
  });
});
