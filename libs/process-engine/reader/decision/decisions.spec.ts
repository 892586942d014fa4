import { describe, expect, it } from '@jest/globals';
import { decide } from '../../expression/decision.js';
import { NotDmn, readDecisions } from './decisions.js';

const moment = { now: new Date('2026-11-23T10:00:00Z'), timeZone: 'UTC' };
const dmn = (...elements: string[]) =>
  `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="urn:d">${elements.join('')}</definitions>`;
const input = (text: string, values = '') =>
  `<input><inputExpression><text>${text}</text></inputExpression>${values && `<inputValues><text>${values}</text></inputValues>`}</input>`;
const rule = (tests: string[], values: string[]) =>
  `<rule>${tests.map((text) => `<inputEntry><text>${text}</text></inputEntry>`).join('')}${values
    .map((text) => `<outputEntry><text>${text}</text></outputEntry>`)
    .join('')}</rule>`;
const decision = (attributes: string, ...parts: string[]) =>
  `<decision id="rate" name="Rate"><decisionTable ${attributes}>${parts.join('')}</decisionTable></decision>`;
const messages = async (xml: string) =>
  (await readDecisions(xml)).problems.filter(({ severity }) => severity === 'error').map(({ message }) => message);

describe('a DMN file', () => {
  it('has tables that can be decided', async () => {
    const { decisions, problems } = await readDecisions(
      dmn(
        '<inputData id="i" name="customer level"/>',
        decision(
          '',
          input('customer level', '"gold","silver"'),
          input('age'),
          '<output name="percent"/><output name="why"><defaultOutputEntry><text>"none"</text></defaultOutputEntry></output>',
          rule(['"gold"', '-'], ['20', '"level"']),
          rule(['', '&gt;= 65'], ['10', '']),
        ),
      ),
    );
    expect(problems).toEqual([]);
    const table = decisions['rate']!;
    const rate = (level: string, age: number) => decide(table, { 'customer level': level, age }, moment);
    expect(rate('gold', 20)).toMatchObject({ value: { percent: 20, why: 'level' }, matched: [0] });
    expect(rate('silver', 70)).toMatchObject({ value: { percent: 10, why: null }, matched: [1] });
    expect(rate('silver', 20)).toMatchObject({ value: { percent: null, why: 'none' }, matched: [] });
    expect(rate('bronze', 20)).toMatchObject({ outcome: 'error' });
    expect(rate('gold', 70)).toMatchObject({ outcome: 'error', matched: [0, 1] });
  });

  it.each([
    ['', 'U'],
    ['hitPolicy="ANY"', 'A'],
    ['hitPolicy="PRIORITY"', 'P'],
    ['hitPolicy="FIRST"', 'F'],
    ['hitPolicy="RULE ORDER"', 'R'],
    ['hitPolicy="OUTPUT ORDER"', 'O'],
    ['hitPolicy="COLLECT"', 'C'],
    ['hitPolicy="COLLECT" aggregation="SUM"', 'C+'],
    ['hitPolicy="COLLECT" aggregation="COUNT"', 'C#'],
    ['hitPolicy="COLLECT" aggregation="MIN"', 'C<'],
    ['hitPolicy="COLLECT" aggregation="MAX"', 'C>'],
  ])('has the hit policy %s: %s', async (attributes, policy) => {
    const { decisions, problems } = await readDecisions(dmn(decision(attributes, input('a'), '<output name="x"/>')));
    expect(problems).toEqual([]);
    expect(decisions['rate']!.hitPolicy).toBe(policy);
  });

  it('has the priorities of its outputs', async () => {
    const output = '<output name="x"><outputValues><text>"high","low"</text></outputValues></output>';
    const { decisions } = await readDecisions(dmn(decision('hitPolicy="PRIORITY"', input('a'), output)));
    expect(decisions['rate']!.outputs[0]!.values).toEqual(['high', 'low']);
  });

  it('is not', async () => {
    await expect(readDecisions('<a/>')).rejects.toThrow(NotDmn);
    // DMN 1.1
    await expect(readDecisions('<definitions xmlns="http://www.omg.org/spec/DMN/20151101/dmn.xsd"/>')).rejects.toThrow(
      NotDmn,
    );
  });
});

describe('a decision is refused', () => {
  it('that is no table', async () => {
    const literal = '<decision id="x" name="x"><literalExpression><text>1</text></literalExpression></decision>';
    expect(await readDecisions(dmn(literal))).toMatchObject({
      decisions: {},
      problems: [{ code: 'decision', element: 'x', message: 'Only decisions that are tables can be run.' }],
    });
  });

  it('that needs another', async () => {
    const needing =
      '<decision id="y" name="y"><informationRequirement><requiredDecision href="#rate"/></informationRequirement><decisionTable/></decision>';
    expect(await messages(dmn(decision('', input('a'), '<output/>'), needing))).toEqual([
      'A decision that needs another cannot be run; put a task for each into the process.',
    ]);
  });

  it.each([
    ['a cell that cannot be read', '', rule(['&gt;'], ['1']), 'A cell cannot be read'],
    ['a value that cannot be read', '', rule(['1'], ['1 +']), 'A value of rule 1 cannot be read'],
    ['a cell too few', '', rule([], ['1']), 'Rule 1 has not as many cells as the table has columns.'],
    ['a hit policy nobody knows', 'hitPolicy="BEST"', '', 'The hit policy "BEST"'],
    [
      'sums over several outputs',
      'hitPolicy="COLLECT" aggregation="SUM"',
      '<output name="y"/>',
      'A table with several outputs',
    ],
  ])('with %s', async (_, attributes, part, message) => {
    const order = part.startsWith('<output') ? [part] : ['', part];
    expect(await messages(dmn(decision(attributes, input('a'), '<output name="x"/>', ...order)))).toEqual([
      expect.stringContaining(message),
    ]);
  });

  it('with values of an output that are not constants', async () => {
    const output = '<output name="x"><outputValues><text>a, b</text></outputValues></output>';
    expect(await messages(dmn(decision('', input('a'), output)))).toEqual([
      'The values of an output must be a list of constants: [a, b].',
    ]);
  });

  it('with a part that is not understood', async () => {
    const { problems } = await readDecisions(dmn(decision('', input('a'), '<output/>', '<rool/>')));
    expect(problems).toMatchObject([{ code: 'file', severity: 'error' }]);
  });

  it('with several outputs of one name', async () => {
    expect(await messages(dmn(decision('', input('a'), '<output name="x"/><output name="x"/>')))).toEqual([
      'Of several outputs each needs a name of its own.',
    ]);
  });
});
