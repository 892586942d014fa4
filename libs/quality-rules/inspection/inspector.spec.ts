import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Speaker, Turn } from '../transcript/turn.js';
import { WordList } from '../words/word-list.js';
import { score } from '../score.js';
import { computedAnswers } from './computed-items.js';
import { inspect, Inspector } from './inspector.js';
import { PhrasePattern } from './phrase.js';
import type { Finding, InspectionRule, InspectionSetting } from './rule.js';
import { secretsIn } from './secrets.js';

const say = (speaker: Speaker, text: string, from = 0, to = from): Turn => ({ speaker, text, from, to });
const agent = (text: string, from?: number, to?: number) => say('agent', text, from, to);
const customer = (text: string, from?: number, to?: number) => say('customer', text, from, to);
const phrases = (...texts: string[]) => texts.map((text) => ({ parts: text.split('…'), gap: 6 }));
const setting = (...rules: InspectionRule[]): InspectionSetting => ({
  rules,
  lists: new Map([
    [
      'bad',
      new WordList([
        { text: '傻瓜', category: 'abuse' },
        { text: '微信', category: 'contact' },
      ]),
    ],
  ]),
  phases: { opening: { turns: 2 }, closing: { turns: 1 } },
});
const words = (turns: readonly Turn[], found: readonly Finding[]) =>
  found.map(({ turn, span }) => (turn === null || span === null ? turn : turns[turn]!.text.slice(span.from, span.to)));

describe('forbidden words', () => {
  const rule = { id: 'w', severity: 'fatal', kind: 'forbidden-words', list: 'bad', speaker: 'agent' } as const;

  it('are found where they stand, in what that speaker says', () => {
    const found = inspect([customer('傻瓜'), agent('你个傻 瓜')], setting(rule));
    expect(found).toEqual([
      { rule: 'w', severity: 'fatal', turn: 1, span: { from: 2, to: 5 }, of: '傻瓜', measured: null },
    ]);
  });

  it('are only those of the categories', () => {
    const found = inspect([agent('傻瓜，加微信')], setting({ ...rule, categories: ['contact'] }));
    expect(found.map(({ of }) => of)).toEqual(['微信']);
  });

  it('need a list that is there', () => {
    expect(() => new Inspector(setting({ ...rule, list: 'none' }))).toThrow(RangeError);
  });
});

describe('a phrase', () => {
  const first = (parts: string[], text: string, gap = 4) => {
    const span = new PhrasePattern({ parts, gap }).first(text);
    return span && text.slice(span.from, span.to);
  };

  it('has its parts in order, not too far apart', () => {
    expect(first(['您好', '为您服务'], '嗯，您好，很高兴为您服务！')).toBe('您好，很高兴为您服务');
    expect(first(['您好', '为您服务'], '您好，非常非常高兴能够为您服务')).toBeUndefined();
    expect(first(['您好', '为您服务'], '为您服务，您好')).toBeUndefined();
  });

  it('is looked for from every place where a part is said', () => {
    expect(first(['a', 'b', 'c'], 'a b . . . a b b c', 1)).toBe('a b b c');
  });

  it('is of whole words, however they are written', () => {
    expect(first(['i guarantee'], 'I  GUARANTEE it')).toBe('I  GUARANTEE');
    expect(first(['i guarantee'], 'I guaranteed it')).toBeUndefined();
  });

  it.each([[[]], [['']], [['您好', ' ']]])('must say something: %j', (parts) => {
    expect(() => new PhrasePattern({ parts })).toThrow(RangeError);
  });
});

describe('what is said', () => {
  it('is found once a turn, at its first words', () => {
    const turns = [agent('我保证今天到，一定退款'), customer('我保证')];
    const rule = { id: 'p', severity: 'minor', kind: 'said', speaker: 'agent' } as const;
    const found = inspect(turns, setting({ ...rule, phrases: phrases('一定…退款', '保证') }));
    expect(words(turns, found)).toEqual(['保证']);
  });
});

describe('a required phrase', () => {
  const rule = { id: 'r', severity: 'major', kind: 'required-phrase', phrases: phrases('您好', '早上好') } as const;
  const at = (turns: Turn[], more: object) => inspect(turns, setting({ ...rule, ...more })).map(({ turn }) => turn);

  it.each([
    ['said anywhere', [agent('嗯'), agent('您好')], {}, []],
    ['in any of its variants', [agent('早上好')], {}, []],
    ['never said', [agent('嗯')], {}, [null]],
    ['said by the customer alone', [customer('您好')], {}, [null]],
    ['said in the opening', [agent('嗯'), customer('？'), agent('您好')], { phase: 'opening' }, []],
    ['said after the opening', [agent('嗯'), agent('嗯'), agent('您好')], { phase: 'opening' }, [1]],
    ['said in the first turns', [customer('？'), agent('您好')], { withinTurns: 1 }, []],
    ['said after the first turns', [agent('嗯'), agent('您好')], { withinTurns: 1 }, [0]],
    ['said in time', [agent('您好', 5_000)], { withinMs: 5_000 }, []],
    ['said too late', [customer('喂'), customer('喂', 5_001), agent('您好', 6_000)], { withinMs: 5_000 }, [1]],
    ['said in the closing', [agent('嗯'), agent('您好'), customer('好')], { phase: 'closing' }, []],
    ['said before the closing', [agent('您好'), agent('嗯')], { phase: 'closing' }, [null]],
    ['said in the body', [agent('嗯'), agent('嗯'), agent('您好'), agent('嗯')], { phase: 'body' }, []],
    ['said outside the body', [agent('您好'), agent('嗯'), agent('嗯'), agent('您好')], { phase: 'body' }, [null]],
  ])('%s', (_, turns, more, found) => {
    expect(at(turns, more)).toEqual(found);
  });
});

describe('order', () => {
  const rule: InspectionRule = {
    ...({ id: 'o', severity: 'major', kind: 'order', firstBy: 'customer' } as const),
    ...{ first: phrases('同意'), phrases: phrases('已经退款') },
  };
  const done = (turns: Turn[]) => words(turns, inspect(turns, setting(rule)));

  it('is kept when the first comes first', () => {
    expect(done([customer('我同意'), agent('已经退款')])).toEqual([]);
  });

  it('is broken by each time before', () => {
    expect(done([agent('已经退款'), agent('同意，已经退款了'), customer('同意'), agent('已经退款')])).toEqual([
      ...['已经退款', '已经退款'],
    ]);
  });

  it('counts in one turn too', () => {
    const own: InspectionRule = { ...rule, firstBy: 'agent' };
    expect(inspect([agent('您同意了，已经退款')], setting(own))).toEqual([]);
    expect(inspect([agent('已经退款，您同意了')], setting(own))).toHaveLength(1);
  });
});

describe('secrets', () => {
  it.each([
    ['a card by Luhn', 'card', '卡号4111 1111 1111 1111。', '4111 1111 1111 1111'],
    ['a card in full width', 'card', '４１１１１１１１１１１１１１１１', '４１１１１１１１１１１１１１１１'],
    ['an identity card by its check digit', 'identity', '证号11010519491231002X', '11010519491231002X'],
    ['a phone', 'phone', '打138-1234-5678', '138-1234-5678'],
    ['a phone with its country', 'phone', '+8613812345678', '8613812345678'],
  ])('are %s', (_, secret, text, part) => {
    expect(secretsIn(text).map((each) => [each.secret, text.slice(each.from, each.to)])).toEqual([[secret, part]]);
  });

  it.each([
    '4111111111111112',
    '110105194912310021',
    '12812345678',
    '010-67012402',
    '138****5678',
    'W4111111111111111',
  ])('are not %s', (text) => {
    expect(secretsIn(text)).toEqual([]);
  });

  it('are those of the rule, and of the agent', () => {
    const rule: InspectionRule = { id: 's', severity: 'fatal', kind: 'secrets', secrets: ['phone'] };
    const turns = [customer('13812345678'), agent('4111111111111111，13812345678')];
    expect(inspect(turns, setting(rule))).toMatchObject([{ turn: 1, of: 'phone', span: { from: 17, to: 28 } }]);
  });
});

describe('limits', () => {
  it('are broken by more, and say how much', () => {
    const rule = { id: 'l', severity: 'minor', kind: 'limit', measure: 'response', atMost: 3_000 } as const;
    const turns = [customer('？', 0), agent('嗯', 3_000), customer('？', 4_000), agent('嗯', 7_001)];
    expect(inspect(turns, setting(rule))).toMatchObject([{ turn: 3, measured: 3_001, span: null }]);
  });
});

describe('a combined rule', () => {
  const long = { id: 'l', severity: 'hint', kind: 'limit', measure: 'silence', atMost: 10 } as const;
  const twice = { id: 'c', severity: 'fatal', kind: 'combined', when: 'count(findings[rule = "l"]) >= 2' } as const;
  const turns = [0, 100, 200, 300].map((from) => agent('嗯', from));

  it('is judged at the end, over what the others found', () => {
    expect(inspect(turns, setting(long, twice)).at(-1)).toMatchObject({ rule: 'c', turn: null });
    expect(inspect(turns.slice(0, 2), setting(long, twice))).toHaveLength(1);
  });

  it('is found with the turn that makes it true when it is live, and once', () => {
    const inspector = new Inspector(setting(twice, long));
    const live = new Inspector(setting({ ...twice, live: true }, long));
    const fresh = (each: Inspector) => turns.map((turn) => each.add(turn).some(({ rule }) => rule === 'c'));
    expect(fresh(inspector)).toEqual([false, false, false, false]);
    expect(fresh(live)).toEqual([false, false, true, false]);
    expect(live.end()).toEqual([]);
  });

  it('knows turns and the share of talking', () => {
    const rule: InspectionRule = { ...twice, when: 'turns = 2 and talkRatio > 0.7' };
    expect(inspect([agent('嗯', 0, 80), customer('嗯', 80, 100)], setting(rule))).toHaveLength(1);
  });

  it.each(['count(', 'now() > null', ''])('must be understood, and not ask the clock: "%s"', (when) => {
    expect(() => new Inspector(setting({ ...twice, when }))).toThrow(RangeError);
  });
});

describe('items of a scorecard', () => {
  it('lose points by findings, and are scored like those of people', () => {
    const turns = [agent('傻瓜，加微信，13812345678')];
    const found = inspect(
      turns,
      setting(
        { id: 'w', severity: 'major', kind: 'forbidden-words', list: 'bad', speaker: 'agent' },
        { id: 's', severity: 'fatal', kind: 'secrets', secrets: ['phone'] },
      ),
    );
    const answers = computedAnswers(
      [
        { id: 'polite', possible: 5, fatal: false, deductions: [{ rule: 'w', points: 2, each: true }] },
        { id: 'safe', possible: 5, fatal: true, deductions: [{ rule: 's', points: 9 }] },
        { id: 'quick', possible: 5, fatal: false, deductions: [{ rule: 'none', points: 5 }] },
      ],
      found,
    );
    expect(answers.map(({ points }) => points)).toEqual([1, 0, 5]);
    expect(answers.map(({ findings }) => findings.length)).toEqual([2, 1, 0]);
    expect(score([{ weight: 1, items: answers }], 'points')).toEqual({ total: 0, nonFatal: 60, fatalMissed: true });
  });
});

describe('any conversation', () => {
  const SETTING = setting(
    { id: 'w', severity: 'major', kind: 'forbidden-words', list: 'bad', speaker: 'agent' },
    { id: 'p', severity: 'minor', kind: 'said', speaker: 'agent', phrases: phrases('保证') },
    { id: 'opening', severity: 'major', kind: 'required-phrase', phase: 'opening', phrases: phrases('您好') },
    { id: 'soon', severity: 'major', kind: 'required-phrase', withinMs: 3_000, phrases: phrases('您好') },
    { id: 'closing', severity: 'major', kind: 'required-phrase', phase: 'closing', phrases: phrases('再见') },
    {
      id: 'o',
      severity: 'major',
      kind: 'order',
      firstBy: 'customer',
      first: phrases('同意'),
      phrases: phrases('退款'),
    },
    { id: 's', severity: 'fatal', kind: 'secrets', secrets: ['phone', 'card'] },
    { id: 'i', severity: 'minor', kind: 'limit', measure: 'interruption', atMost: 0 },
    { id: 'q', severity: 'minor', kind: 'limit', measure: 'response', atMost: 1_000 },
    { id: 'live', severity: 'fatal', kind: 'combined', live: true, when: 'count(findings) > 2' },
    { id: 'late', severity: 'hint', kind: 'combined', when: 'count(findings) > 2' },
  );
  const aTurn = fc.record({
    speaker: fc.constantFrom<Speaker>('agent', 'customer', 'system'),
    text: fc
      .array(fc.constantFrom('您好', '再见', '傻 瓜', '退款', '同意', '保证', '13812345678', '嗯，'), { maxLength: 3 })
      .map((parts) => parts.join('')),
    after: fc.integer({ min: 0, max: 3_000 }),
    lasts: fc.integer({ min: 0, max: 4_000 }),
  });
  const aConversation = fc.array(aTurn, { maxLength: 8 }).map((turns) => {
    let from = 0;
    return turns.map(({ speaker, text, after, lasts }) => say(speaker, text, (from += after), from + lasts));
  });

  it('gives turn by turn what it gives as a whole, at once, and takes nothing back', () => {
    fc.assert(
      fc.property(aConversation, (turns) => {
        const inspector = new Inspector(SETTING);
        const heard: Finding[] = [];
        for (const [index, turn] of turns.entries()) {
          const fresh = inspector.add(turn);
          for (const each of fresh) expect(each.turn).toBe(index);
          heard.push(...fresh);
        }
        heard.push(...inspector.end());
        const whole = inspect(turns, SETTING);
        const told = (findings: readonly Finding[]) => findings.map((each) => JSON.stringify(each)).sort();
        expect(told(heard)).toEqual(told(whole));
        expect(told(inspector.findings)).toEqual(told(whole));
        for (const { turn, span } of whole) {
          if (span !== null) expect(turns[turn!]!.text.slice(span.from, span.to)).not.toBe('');
        }
      }),
      { seed: 7, numRuns: 200 },
    );
  });

  it('finds of what it has heard what it would find if that were all, but for what is known at the end', () => {
    fc.assert(
      fc.property(aConversation, fc.nat(8), (turns, heard) => {
        const before = (findings: readonly Finding[]) => findings.filter(({ turn }) => turn !== null && turn < heard);
        expect(before(inspect(turns, SETTING))).toEqual(before(inspect(turns.slice(0, heard), SETTING)));
      }),
      { seed: 7, numRuns: 200 },
    );
  });

  it('is not gone on with when it has ended', () => {
    const inspector = new Inspector(SETTING);
    inspector.end();
    expect(() => inspector.add(agent('您好'))).toThrow(RangeError);
    expect(inspector.end()).toEqual([]);
  });
});
