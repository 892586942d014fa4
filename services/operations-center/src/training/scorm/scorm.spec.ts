import { createContext, runInContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import { archiveOf, MANIFEST_12, MANIFEST_2004, packageOf12 } from '../../../test/scorm-archive.js';
import { filesIn, unpacked } from './package/archive.js';
import { manifestOf } from './package/manifest.js';
import { atLaunch, outcomeOf, settableOf } from './run/cmi.js';
import { playerPage } from './run/player.js';

const archive = (name: string, claims = {}) => archiveOf([{ name, content: 'x'.repeat(10), claims }]);

describe('an archive', () => {
  it('is unpacked file by file, as it was packed', async () => {
    const files = filesIn(packageOf12());
    expect(files.map(({ path }) => path)).toEqual([
      'imsmanifest.xml',
      'notes.html',
      'course/index.html',
      'course/js/sco.js',
    ]);
    expect((await unpacked(files[0]!)).toString()).toBe(MANIFEST_12);
  });

  it.each([
    '../evil',
    'a/../../evil',
    '/etc/passwd',
    'C:\\evil',
    '\\\\host\\share',
    '..\\evil',
    'a\u0000b',
    '1/2/3/4/5/6/7',
  ])('is refused with a file named %j', (name) =>
    expect(() => filesIn(archive(name))).toThrow(expect.objectContaining({ code: 'scorm-archive-unsafe' })),
  );

  it('is refused with a link in it, and with two files of one name', () => {
    expect(() => filesIn(archive('link', { mode: 0o120777 }))).toThrow('There is a link in it.');
    const twice = archiveOf([
      { name: 'a.html', content: '1' },
      { name: 'A.html', content: '2' },
    ]);
    expect(() => filesIn(twice)).toThrow('Two files in it have the same name.');
  });

  it('is refused when it would be too large, before anything is unpacked', () => {
    expect(() => filesIn(archive('bomb', { bytes: 200 * 1024 * 1024 }))).toThrow('It is too large unpacked.');
    const many = Array.from({ length: 4 }, (_, n) => ({
      name: `${n}`,
      content: '',
      claims: { bytes: 90 * 1024 * 1024 },
    }));
    expect(() => filesIn(archiveOf(many))).toThrow('It is too large unpacked.');
    expect(() =>
      filesIn(archiveOf(Array.from({ length: 5_001 }, (_, n) => ({ name: `${n}`, content: '' })))),
    ).toThrow();
  });

  it('is never unpacked to more, less or other than it says', async () => {
    const bomb = archiveOf([{ name: 'bomb', content: Buffer.alloc(10_000_000), claims: { bytes: 100 } }]);
    for (const bad of [bomb, archive('short', { bytes: 11 }), archive('other', { crc: 1 })])
      await expect(unpacked(filesIn(bad)[0]!)).rejects.toMatchObject({ code: 'scorm-archive-malformed' });
  });

  it.each([Buffer.from('no archive'), Buffer.alloc(0), archive('cut').subarray(10)])(
    'is refused when it is none',
    (bytes) => {
      expect(() => filesIn(bytes)).toThrow(expect.objectContaining({ code: 'scorm-archive-malformed' }));
    },
  );
});

describe('a manifest', () => {
  it.each([
    ['1.2', MANIFEST_12, { version: '1.2', entry: 'course/index.html', parameters: '?lang=en' }],
    ['2004', MANIFEST_2004, { version: '2004', entry: 'web/start.html', parameters: '?mode=full' }],
  ])('of SCORM %s says where to begin', (_, xml, manifest) => expect(manifestOf(xml)).toEqual(manifest));

  it('is refused when it launches nothing, or what lies outside', () => {
    expect(() => manifestOf('<manifest/>')).toThrow('names nothing');
    expect(() => manifestOf(MANIFEST_12.replace('course/index.html', '../../index.html'))).toThrow('outside');
  });
});

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
      75,
    ],
    ['1.2', { 'cmi.core.lesson_status': 'failed', 'cmi.core.score.raw': '20' }, false, 20],
    ['1.2', { 'cmi.core.lesson_status': 'incomplete' }, false, null],
    ['2004', { 'cmi.completion_status': 'completed', 'cmi.score.scaled': '0.9' }, true, 90],
    ['2004', { 'cmi.completion_status': 'completed', 'cmi.success_status': 'failed' }, false, null],
    [
      '2004',
      { 'cmi.success_status': 'passed', 'cmi.score.raw': '-5', 'cmi.score.min': '-10', 'cmi.score.max': '0' },
      true,
      50,
    ],
  ] as const)('of %s with %p: done %s, %p %%', (version, values, isDone, score) => {
    expect(outcomeOf(version, values)).toMatchObject({ isDone, score });
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

type Api = Record<string, (...args: string[]) => string>;

/** A browser, as far as the page needs one. */
function played(scorm: '1.2' | '2004', values: Record<string, string> = {}) {
  const sent: { sequence: number; values: Record<string, string> }[] = [];
  const window: Record<string, unknown> = {
    fetch: async (_: string, { body }: { body: string }) => void sent.push(JSON.parse(body)),
    addEventListener: () => undefined,
  };
  const page = playerPage({ scorm, source: 'content/a.html', values, sequence: 0 });
  const [script] = /(?<=<script>)\(function[\s\S]*?(?=<\/script>)/.exec(page)!;
  runInContext(script, createContext({ window, Promise, Object, JSON, String }));
  const api = (window[scorm === '2004' ? 'API_1484_11' : 'API'] ?? {}) as Api;
  return { api, sent, all: () => (window['scormSent'] as () => Promise<void>)() };
}

describe('the page that a package runs in', () => {
  it('has the API of SCORM 1.2, which keeps and sends what is set', async () => {
    const { api, sent, all } = played('1.2', { 'cmi.suspend_data': 'p3' });
    expect([api['LMSGetValue']!('cmi.suspend_data'), api['LMSGetLastError']!()]).toEqual(['', '301']);
    expect([api['LMSInitialize']!(''), api['LMSInitialize']!('')]).toEqual(['true', 'false']);
    expect(api['LMSGetValue']!('cmi.suspend_data')).toBe('p3');
    expect(api['LMSSetValue']!('cmi.core.lesson_status', 'completed')).toBe('true');
    expect([api['LMSSetValue']!('cmi.core.student_id', 'ben'), api['LMSGetLastError']!()]).toEqual(['false', '403']);
    expect([api['LMSCommit']!(''), api['LMSFinish']!(''), api['LMSCommit']!('')]).toEqual(['true', 'true', 'false']);
    await all();
    expect(sent).toMatchObject([{ sequence: 1, values: { 'cmi.core.lesson_status': 'completed' } }, { sequence: 2 }]);
  });

  it('has the API of SCORM 2004, with its own errors and counts', () => {
    const { api } = played('2004', { 'cmi.interactions.0.id': 'a', 'cmi.interactions.1.id': 'b' });
    expect([api['SetValue']!('cmi.location', '3'), api['GetLastError']!()]).toEqual(['false', '132']);
    api['Initialize']!('');
    expect(api['GetValue']!('cmi.interactions._count')).toBe('2');
    expect([api['GetValue']!('cmi.location'), api['GetLastError']!()]).toEqual(['', '403']);
    api['Terminate']!('');
    expect([api['Initialize']!(''), api['GetLastError']!()]).toEqual(['false', '104']);
  });

  it('is not left by what a package has stored', () => {
    const page = playerPage({
      scorm: '1.2',
      source: 'content/a',
      values: { a: '</script><script>alert(1)' },
      sequence: 0,
    });
    expect(page).not.toContain('<script>alert');
  });
});
