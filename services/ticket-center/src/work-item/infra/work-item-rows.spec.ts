import { describe, expect, it } from '@jest/globals';
import type { ProcessModel } from '#libs/process-engine/model';
import type { Assignment, UserTask } from '#libs/process-engine/model/activity';
import type { Variables } from '#libs/process-engine/variables';
import { parseDuration } from '#libs/process-engine/time/duration';
import { openedItem } from './work-item-rows.js';
import { NEVER_DUE, type WorkItemRow } from './work-item.schema.js';

const NOW = new Date('2026-11-23T09:00:00Z');
const BEGAN = new Date('2026-11-20T09:00:00Z');
const TERMS = {
  forms: new Map([['look', 3]]),
  targets: new Map(
    Object.entries({ quick: 'PT2H', month: 'P1M', never: 'P9000Y' }).map(([name, text]) => [
      name,
      parseDuration(text)!,
    ]),
  ),
};

interface Case {
  readonly node?: Partial<UserTask>;
  readonly process?: Partial<ProcessModel>;
  readonly assignment?: Assignment;
  readonly variables?: Variables;
}

function opened({ node, process, assignment = {}, variables = {} }: Case): WorkItemRow {
  const model = { id: 'p', timeZone: 'UTC', ...process } as ProcessModel;
  const task = { id: 'ask', assignment, ...node } as UserTask;
  const instance = { id: 'i', definitionId: 'p', version: 4, businessKey: null, startedAt: BEGAN };
  return openedItem({ wait: 7, node: task, model, variables, input: variables }, instance, TERMS, NOW);
}

const named = (...names: string[]) => ({ text: names[0]!, names });

describe('whose work is', () => {
  it.each<[string, Assignment, Variables, Partial<WorkItemRow>]>([
    ['nobody is named', {}, {}, { state: 'open', pool: null, assigneeId: null }],
    ['a rule', { rule: 'back-office' }, {}, { state: 'open', pool: 'back-office', assigneeId: null }],
    ['the owner', { rule: 'ticket-owner' }, { ticketOwner: 'mia' }, { state: 'claimed', assigneeId: 'mia' }],
    ['no owner', { rule: 'ticket-owner' }, {}, { state: 'open', pool: 'ticket-owner', assigneeId: null }],
    ['a performer', { performer: named('boss') }, { boss: 'ben' }, { state: 'claimed', assigneeId: 'ben', pool: null }],
    ['one in a list', { performer: named('boss') }, { boss: ['ben'] }, { assigneeId: 'ben' }],
    ['two performers', { performer: named('boss') }, { boss: ['ben', 'mia'] }, { state: 'open', assigneeId: null }],
    ['a number', { performer: named('boss') }, { boss: 7 }, { state: 'open', assigneeId: null }],
    ['nothing', { performer: named('boss') }, { boss: '' }, { state: 'open', assigneeId: null }],
    ['no account', { performer: named('boss') }, { boss: 'x'.repeat(65) }, { state: 'open', assigneeId: null }],
    ['what fails', { performer: { text: '1 +', names: [] } }, {}, { state: 'open', assigneeId: null }],
    ['an owner', { candidates: named('team') }, { team: 'fault-desk' }, { state: 'open', pool: 'fault-desk' }],
    ['owners', { candidates: named('team') }, { team: ['a', 'b'] }, { state: 'open', pool: null, assignment: 'team' }],
    ['a performer first', { rule: 'r', performer: named('boss') }, { boss: 'ben' }, { assigneeId: 'ben' }],
  ])('told by its process: %s', (_what, assignment, variables, row) => {
    expect(opened({ assignment, variables })).toMatchObject(row);
  });
});

describe('until when work is to be done', () => {
  it('is said by its own SLA from now, else by that of the process from its beginning', () => {
    expect(opened({ node: { sla: 'quick' }, process: { sla: 'month' } }).due).toEqual(new Date('2026-11-23T11:00:00Z'));
    expect(opened({ process: { sla: 'month' } })).toMatchObject({
      sla: 'month',
      due: new Date('2026-12-20T09:00:00Z'),
    });
  });

  it('is not known without a target, nor when it is after all times', () => {
    expect(opened({})).toMatchObject({ sla: null, due: NEVER_DUE });
    expect(opened({ node: { sla: 'unknown' }, process: { sla: 'month' } })).toMatchObject({
      sla: 'unknown',
      due: NEVER_DUE,
    });
    expect(opened({ node: { sla: 'never' } }).due).toEqual(NEVER_DUE);
  });
});

describe('what work has of its node', () => {
  it('fits its columns, however long the process has it', () => {
    const long = 'x'.repeat(300);
    const row = opened({ node: { name: long, sop: long, sla: long }, assignment: { rule: long } });
    for (const text of [row.name, row.sop, row.sla, row.pool, row.assignment]) expect(text).toHaveLength(255);
  });

  it('is its id where it has no name, and the newest version of its form', () => {
    expect(opened({ node: { form: 'look' } })).toMatchObject({ name: 'ask', formName: 'look', formVersion: 3 });
    expect(opened({ node: { form: 'gone' } })).toMatchObject({ formName: null, formVersion: null });
  });
});
