import { createContext, runInContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import { archiveOf, MANIFEST_12, MANIFEST_2004, packageOf12, SEQUENCED } from '../../../test/training/scorm-archive.js';
import { filesIn, unpacked } from './package/archive.js';
import { firstLaunched, manifestOf } from './package/manifest.js';
import { atLaunch, outcomeOf, settableOf } from './run/cmi.js';
import { withApi } from './run/content-api.js';
import { playerPage } from './run/player.js';
import { limitsToldOf, timeLeftOf, type TimeLeft } from './run/time-limit.js';
import { wayTo, withAllBelow, type Activity } from './sequencing/activity.js';

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
  const begins = (xml: string) => {
    const { version, root } = manifestOf(xml);
    const { entry, parameters } = firstLaunched(root);
    return { version, entry, parameters };
  };
  it.each([
    ['1.2', MANIFEST_12, { version: '1.2', entry: 'course/index.html', parameters: '?lang=en' }],
    ['2004', MANIFEST_2004, { version: '2004', entry: 'web/start.html', parameters: '?mode=full' }],
  ])('of SCORM %s says where to begin', (_, xml, manifest) => expect(begins(xml)).toEqual(manifest));

  it('is read with all its activities: titles, order, rules, what they share', () => {
    const { root } = manifestOf(SEQUENCED);
    expect(withAllBelow(root).map(({ id, title }) => `${id} ${title}`)).toEqual([
      ...['course Refunds & more', 'intro Introduction', 'lessons Lessons', 'one First', 'two Second', 'test Test'],
    ]);
    const { sequencing } = wayTo(root, 'test').at(-1)!;
    expect(sequencing).toMatchObject({ attemptLimit: 2, isTracked: true, objectives: [{ byMeasure: true }, {}] });
    expect(wayTo(root, 'lessons').at(-1)!.sequencing).toMatchObject({ flow: true, choice: false, forwardOnly: true });
  });

  it.each([
    ['not-xml', 'no xml'],
    ['not-xml', '<manifest><organizations></manifest>'],
    ['nothing-to-launch', '<manifest/>'],
    ['organization-unknown', MANIFEST_12.replace('default="main"', 'default="none"')],
    ['resource-unknown', MANIFEST_12.replace('identifierref="sco"', 'identifierref="none"')],
    ['identifier-twice', MANIFEST_12.replace('identifier="asset"', 'identifier="sco"')],
    ['identifier-twice', SEQUENCED.replace('identifier="two"', 'identifier="one"')],
    [
      'prerequisites-invalid',
      MANIFEST_12.replace('<title>Refunds</title>', '<p:prerequisites>a="b"c"</p:prerequisites>'),
    ],
    ['sequencing-unknown', SEQUENCED.replace('IDRef="step"', 'IDRef="none"')],
    ['sequencing-invalid', SEQUENCED.replace('action="disabled"', 'action="vanish"')],
    ['sequencing-invalid', SEQUENCED.replace('>0.8<', '>most<')],
  ])('is refused as %s', (fault, xml) => {
    expect(() => manifestOf(xml)).toThrow(
      expect.objectContaining({
        code: 'scorm-manifest-invalid',
        details: expect.objectContaining({ facts: expect.objectContaining({ fault }) }),
      }),
    );
  });

  it('is refused when it launches what lies outside', () => {
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

describe('what a manifest says of chance', () => {
  const root = (controls: string) => manifestOf(SEQUENCED.replace(/(<[\w:]*sequencing>)/i, `$1${controls}`)).root;

  it.each([['reorderChildren="maybe"'], ['selectCount="-1"'], ['randomizationTiming="sometimes"']])(
    'is refused: %s',
    (attributes) => {
      expect(() => root(`<imsss:randomizationControls ${attributes}/>`)).toThrow(
        expect.objectContaining({ code: 'scorm-manifest-invalid' }),
      );
    },
  );

  it('is which activities there are, and in which order', () => {
    const controls =
      '<imsss:randomizationControls selectCount="2" selectionTiming="once" reorderChildren="true" randomizationTiming="onEachNewAttempt"/>';
    const arranged = withAllBelow(root(controls)).flatMap(({ sequencing }) => sequencing.arrangement ?? []);
    expect(arranged).toEqual([
      { selects: 2, selectionTiming: 'once', reorders: true, randomizationTiming: 'oneachnewattempt' },
    ]);
  });
});

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

describe('the page around a package', () => {
  const place = { current: 'one', mayContinue: true, mayGoBack: false, activities: [] };
  const playing = { source: 'content/a.html', values: { 'cmi.suspend_data': 'p3' }, sequence: 4, place };

  /** A browser, as far as the page needs one. */
  function played(source: string | null = 'content/b.html') {
    const sent: { sequence: number; values: Record<string, string>; ended: boolean; request: unknown }[] = [];
    const listeners: Record<string, (event: unknown) => void> = {};
    const content: Record<string, unknown> = {};
    const frame = { contentWindow: content, src: '' };
    const around: Record<string, unknown> = {
      fetch: async (_: string, { body }: { body: string }) => {
        sent.push(JSON.parse(body));
        const next = { saved: true, source, values: {}, place };
        return { ok: true, json: async () => next };
      },
      addEventListener: (name: string, listener: (event: unknown) => void) => void (listeners[name] = listener),
    };
    around['parent'] = around;
    content['parent'] = around;
    const inner = { parent: content };
    const element = { replaceChildren: () => undefined };
    const document = { getElementById: (id: string) => (id === 'content' ? frame : element) };
    const [script] = /(?<=<script nonce="n">)\(function[\s\S]*?(?=<\/script>)/.exec(playerPage(playing, 'n'))!;
    runInContext(script, createContext({ window: around, document, Promise, Object, JSON, Boolean }));
    const tell = (data: unknown, source: unknown = content) => listeners['message']!({ data, source });
    return { tell, sent, frame, inner, all: () => (around['scormSent'] as () => Promise<void>)() };
  }

  it('sends what its content tells, when that commits or ends, and shows what comes next', async () => {
    const { tell, sent, frame, inner, all } = played();
    expect(frame.src).toBe('content/a.html');
    tell({ name: 'cmi.location', value: '7' }, inner);
    tell({ committed: true });
    tell({ ended: true, request: { kind: 'continue' } });
    await all();
    expect(sent).toMatchObject([
      { sequence: 5, values: { 'cmi.suspend_data': 'p3', 'cmi.location': '7' }, ended: false, request: null },
      { sequence: 6, ended: true, request: { kind: 'continue' } },
    ]);
    expect(frame.src).toBe('content/b.html');
  });

  it('leaves what has ended by itself where it is, and shows nothing when the learner has left it', async () => {
    const { tell, frame, all } = played(null);
    tell({ ended: true, request: null });
    await all();
    expect(frame.src).toBe('content/a.html');
    tell({ ended: true, request: { kind: 'exit' } });
    await all();
    expect(frame.src).toBe('about:blank');
  });

  it('does not listen to windows that are not its content', async () => {
    const { tell, sent, all } = played();
    const other: Record<string, unknown> = {};
    other['parent'] = other;
    tell({ ended: true, request: null }, other);
    await all();
    expect(sent).toEqual([]);
  });

  it('gives the content no origin, and is not left by what is stored', () => {
    const page = playerPage({ ...playing, values: { a: '</script><script>alert(1)' } }, 'n');
    expect(/sandbox="([^"]*)"/.exec(page)![1]).not.toContain('allow-same-origin');
    expect(page).not.toContain('<script>alert');
  });
});
