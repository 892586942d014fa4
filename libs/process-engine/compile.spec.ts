import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { bpmn, bpmnProcess, flows } from '../testing/process/bpmn-text.js';
import type { Environment } from './checks/environment.js';
import { judgedStrictly } from './checks/soundness.js';
import { compile } from './compile.js';
import { NotDmn } from './reader/decision/decisions.js';
import { NotBpmn, read, write } from './reader/definitions.js';

const environment: Environment = {
  connectors: new Set(),
  calendars: new Set<string>(),
  forms: new Map(),
  targets: new Set<string>(),
  definitions: new Map(),
};
const compiled = (xml: string, ...dmn: string[]) => compile({ bpmn: xml, dmn }, environment);
const codes = async (xml: string) => (await compiled(xml)).problems.map(({ code }) => code);

describe('a file is compiled', () => {
  it('into models, with advice', async () => {
    const xml = bpmnProcess(
      '<exclusiveGateway id="g"/><task id="a"/><task id="b"/>',
      flows('g->a: 1 > 2', 'g->b: 2 > 1'),
    );
    const { models, problems } = await compiled(xml);
    expect(models.map(({ id }) => id)).toEqual(['p']);
    expect(problems).toMatchObject([{ code: 'no-default', element: 'g', severity: 'warning' }]);
  });

  it('and what may stop it is advice, or an error where people rely on it', async () => {
    const { problems } = await compiled(
      bpmnProcess(
        '<startEvent id="s"/><task id="t"/><exclusiveGateway id="g"/><task id="a"/><task id="b"/><endEvent id="e"/>',
        flows('s->t', 't->g', 'g->a: late > 1', 'g->b', 'g->e: 2 > 1', 'a->a'),
      ),
    );
    const judged = (all: readonly { code: string; severity: string }[]) =>
      all.map((each) => [each.code, each.severity]);
    expect(judged(problems)).toEqual([
      ['no-way-out', 'warning'],
      ['dead-end', 'warning'],
      ['no-condition', 'warning'],
      ['never-set', 'warning'],
    ]);
    expect(judged(judgedStrictly(problems))).toEqual([
      ['no-way-out', 'error'],
      ['dead-end', 'error'],
      ['no-condition', 'warning'],
      ['never-set', 'error'],
    ]);
  });

  it('into none where there is an error', async () => {
    const { models, problems } = await compiled(
      bpmn('<process id="a" isExecutable="true"><task id="t"/></process>', '<process id="b" isExecutable="true"/>'),
    );
    expect(models).toEqual([]);
    expect(problems).toMatchObject([{ code: 'no-start', element: 'b', severity: 'error' }]);
  });

  it('with the decisions it names, and no others', async () => {
    const table = (id: string) =>
      `<decision id="${id}" name="d"><decisionTable><input><inputExpression><text>1</text></inputExpression></input><output name="x"/></decisionTable></decision>`;
    const dmn = `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="d">${table('rate')}${table('other')}</definitions>`;
    const { models } = await compiled(bpmnProcess('<businessRuleTask id="t" sb:decision="rate"/>'), dmn);
    expect(Object.keys(models[0]!.decisions)).toEqual(['rate']);
    expect((await compiled(bpmnProcess('<task id="t"/>'), dmn, dmn)).problems).toMatchObject([
      { code: 'decision', element: 'rate', severity: 'error' },
      { code: 'decision', element: 'other', severity: 'error' },
    ]);
  });

  it('first read, then looked at as a whole, so that nothing is said twice', async () => {
    expect(await codes(bpmnProcess('<complexGateway id="g"/><task id="t"/>', flows('t->g')))).toEqual(['unsupported']);
    expect(
      await codes(bpmnProcess('<startEvent id="s"/><endEvent id="e"/><task id="t"/>', flows('e->t', 't->s'))),
    ).toEqual(['flow', 'flow']);
  });

  it('not when nothing in it can be run', async () => {
    expect(await codes(bpmn('<process id="p"/>'))).toEqual(['not-executable']);
  });

  it('not when a part of it is not understood', async () => {
    expect(await codes(bpmnProcess('<task id="t"/><tusk id="u"/>'))).toEqual(['file']);
  });

  it('not when it is not BPMN or DMN at all', async () => {
    await expect(compiled('<a/>')).rejects.toThrow(NotBpmn);
    await expect(compiled(bpmnProcess(), '<a/>')).rejects.toThrow(NotDmn);
  });
});

const folder = join(import.meta.dirname, '../../../shared/data/bpmn');
const present = existsSync(folder);

(present ? describe : describe.skip)(`the published models${present ? '' : ` (${folder} is absent)`}`, () => {
  const files = present
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.bpmn'))
        .sort()
    : [];
  const refused: Readonly<Record<string, string>> = {
    'betsy/activities/AdHocSubProcess_Parallel.bpmn': 'unsupported',
    'betsy/activities/AdHocSubProcess_Sequential.bpmn': 'unsupported',
    'betsy/gateways/ComplexGateway.bpmn': 'unsupported',
    ...Object.fromEntries(files.filter((file) => file.startsWith('miwg')).map((file) => [file, 'not-executable'])),
  };
  /** Written for engines of their own: their conditions and service tasks, as they are written for ours. */
  const text = (file: string) =>
    readFileSync(join(folder, file), 'utf8')
      .replace(/test\.contains\(("\w")\)/g, 'contains(test, $1)')
      .replace(
        /<zeebe:taskDefinition[^>]*type="(\w+)"[^>]*>/g,
        '<sb:call xmlns:sb="urn:switchboard:bpmn:1" connector="$1"/>',
      );
  const known = { ...environment, connectors: new Set(['a', 'b', 'c']) };

  it('are there', () => expect(files).toHaveLength(78));

  it.each(files)('%s is read, or refused with a sentence', async (file) => {
    const { models, problems } = await compile({ bpmn: text(file), dmn: [] }, known);
    const errors = problems.filter(({ severity }) => severity === 'error');
    for (const { message } of problems) expect(message).toMatch(/^["A-Z].*\.$/s);
    if (!refused[file]) return expect([errors, models.length > 0]).toEqual([[], true]);
    expect(models).toEqual([]);
    expect(errors.map(({ code }) => code)).toContain(refused[file]);
  });

  it.each(files)('%s is the same after it was written and read again', async (file) => {
    const once = await write((await read(text(file))).definitions);
    expect(await write((await read(once)).definitions)).toBe(once);
  });

  it.each([
    ['miwg/A.1.0.bpmn', []],
    ['miwg/A.2.0.bpmn', []],
    // Its conditions are in XPath, or empty.
    ['miwg/A.2.1.bpmn', ['language', 'expression', 'expression', 'expression', 'expression']],
    // Its message event has no message.
    ['miwg/A.3.0.bpmn', ['message']],
    ['miwg/A.4.0.bpmn', []],
    ['miwg/A.4.1.bpmn', []],
  ])('%s, marked as executable, has the errors %j', async (file, expected) => {
    const executable = text(file).replaceAll('isExecutable="false"', 'isExecutable="true"');
    const { problems } = await compile({ bpmn: executable, dmn: [] }, known);
    expect(problems.filter(({ severity }) => severity === 'error').map(({ code }) => code)).toEqual(expected);
  });
});
