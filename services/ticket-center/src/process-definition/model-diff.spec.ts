import { describe, expect, it } from '@jest/globals';
import { compile } from '#libs/process-engine/compile';
import type { ProcessModel } from '#libs/process-engine/model';
import { bpmnOf, decisionNamed, lineOf } from '../../test/process-definition/processes-in-a-spec.js';
import { diffModels } from './model-diff.js';

const NONE = { added: [], removed: [], changed: [] };
const SAME = { process: [], nodes: NONE, flows: NONE, decisions: NONE };
const LINE = lineOf('parcel', 'call', 'visit');

/** As it comes from the database. */
async function modelOf(process: string, dmn: string[] = []): Promise<ProcessModel> {
  const environment = {
    calendars: new Set<string>(),
    connectors: new Set<string>(),
    targets: new Set<string>(),
    definitions: new Map(),
    forms: new Map(),
  };
  const { models, problems } = await compile({ bpmn: bpmnOf(process), dmn }, environment);
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  return JSON.parse(JSON.stringify(models[0])) as ProcessModel;
}

/** MySQL keeps the entries of JSON objects in an order of its own. */
function reordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reordered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, each]) => [key, reordered(each)]),
  );
}

const DECIDING = lineOf('parcel', 'rate').replace(
  /<bpmn:userTask ([^>]*)\/>/,
  '<bpmn:businessRuleTask sb:decision="level" $1/>',
);

describe('the difference of two models', () => {
  it('is nothing where only the order in the file or in storage is another', async () => {
    const model = await modelOf(LINE);
    expect(diffModels(model, reordered(model) as ProcessModel)).toEqual(SAME);
  });

  it('names a node put in between, its flows, and not its neighbours', async () => {
    const diff = diffModels(await modelOf(lineOf('parcel', 'call')), await modelOf(LINE));
    expect(diff.nodes).toEqual({ ...NONE, added: [{ id: 'parcel_visit', name: 'visit' }] });
    expect(diff.flows.added.map(({ id }) => id)).toEqual(['parcel_call-parcel_visit', 'parcel_visit-parcel_end']);
    expect(diff.flows.removed.map(({ id }) => id)).toEqual(['parcel_call-parcel_end']);
  });

  it('goes both ways', async () => {
    const [short, long] = [await modelOf(lineOf('parcel', 'call')), await modelOf(LINE)];
    const [there, back] = [diffModels(short, long), diffModels(long, short)];
    expect(back.nodes).toEqual({ ...there.nodes, added: there.nodes.removed, removed: there.nodes.added });
    expect(back.flows).toEqual({ ...there.flows, added: there.flows.removed, removed: there.flows.added });
  });

  it('tells each attribute that differs, with what it was', async () => {
    const asked = LINE.replace('name="visit"', 'name="See the customer"').replace('name="parcel process"', '');
    const diff = diffModels(await modelOf(LINE), await modelOf(asked));
    expect(diff.process).toEqual([{ attribute: 'name', from: 'parcel process', to: undefined }]);
    expect(diff.nodes.changed).toEqual([
      {
        id: 'parcel_visit',
        name: 'See the customer',
        differences: [{ attribute: 'name', from: 'visit', to: 'See the customer' }],
      },
    ]);
  });

  it('tells a node that is now of another kind', async () => {
    const diff = diffModels(
      await modelOf(LINE),
      await modelOf(LINE.replace(/userTask id="parcel_visit"/, 'manualTask id="parcel_visit"')),
    );
    expect(diff.nodes.changed[0]!.differences).toContainEqual({
      attribute: 'kind',
      from: 'user-task',
      to: 'manual-task',
    });
  });

  it('tells when a choice tries its flows in another order', async () => {
    const model = await modelOf(LINE);
    const choosing = (...outgoing: string[]): ProcessModel => ({
      ...model,
      nodes: { ...model.nodes, parcel_call: { ...model.nodes.parcel_call!, outgoing } },
    });
    expect(diffModels(choosing('a', 'b'), choosing('a', 'new', 'b')).nodes).toEqual(NONE);
    expect(diffModels(choosing('a', 'b'), choosing('b', 'a')).nodes.changed).toMatchObject([
      { id: 'parcel_call', differences: [{ attribute: 'outgoing', from: ['a', 'b'], to: ['b', 'a'] }] },
    ]);
  });

  it('tells a decision that decides otherwise', async () => {
    const table = decisionNamed('level');
    const diff = diffModels(
      await modelOf(DECIDING, [table]),
      await modelOf(DECIDING, [table.replace('"high"', '"very high"')]),
    );
    expect(diff).toMatchObject({ ...SAME, decisions: { ...NONE, changed: [{ id: 'level' }] } });
    expect(diff.decisions.changed[0]!.differences.map(({ attribute }) => attribute)).toEqual(['rules']);
  });
});
