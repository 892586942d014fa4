import type { SkillLevel } from '../model/contact.js';
import type { Expression } from '../model/expression.js';
import type { AgentSnapshot, ContactSnapshot, RouterSnapshot } from '../snapshot.js';

const SECOND = 1_000;
const BILLION_SECONDS_MS = 1e12;

/** Whether this agent may get this contact at this instant: every rule, read from the records. */
export function mayServe(state: RouterSnapshot, contact: ContactSnapshot, agent: AgentSnapshot): boolean {
  return (
    waits(state, contact) &&
    agent.state === 'ready' &&
    !agent.removed &&
    hasRoom(state, agent, contact.request.channel) &&
    !((contact.excluded[agent.definition.id]?.until ?? 0) > state.now) &&
    !has(state, contact).includes(agent.definition.id) &&
    suits(state, contact, agent)
  );
}

function has(state: RouterSnapshot, { handledBy, colleagues = [] }: ContactSnapshot): string[] {
  const had = state.reservations.filter(({ id }) => id === handledBy || colleagues.includes(id));
  return had.map(({ agentId }) => agentId);
}

function waits(state: RouterSnapshot, { waiting, request, pausedUntil }: ContactSnapshot): boolean {
  const isOffered = state.reservations.some((each) => each.contactId === request.id && each.state === 'pending');
  return waiting && !isOffered && (pausedUntil === null || pausedUntil <= state.now);
}

/** Less comes first. */
export function placeOf(state: RouterSnapshot, { ageFrom, request }: ContactSnapshot): number {
  const { priorityWorthSeconds: worth } = queueOf(state, request.queueId);
  return ageFrom - request.priority * (worth === 'strict' ? BILLION_SECONDS_MS : worth * SECOND);
}

/** Number of the contact's queue in the agent's profile; 0 for a transfer to the agent. */
export function profilePriority(contact: ContactSnapshot, { definition }: AgentSnapshot): number {
  if (contact.direct) return 0;
  return definition.queues.find(({ queueId }) => queueId === contact.request.queueId)!.priority;
}

export function queueOf(state: RouterSnapshot, queueId: string) {
  return state.queues.find(({ definition }) => definition.id === queueId)!.definition;
}

/** Skills the contact asks for now; `null`: it waits for one agent and asks for none. */
export function expressionOf(state: RouterSnapshot, contact: ContactSnapshot): Expression | null {
  if (contact.direct || contact.request.wishes[contact.wish]) return null;
  const { required, preferred } = contact.request;
  const { planId } = queueOf(state, contact.request.queueId);
  if (planId === undefined) return { all: required.map((each) => atLeast(each, 0)) };
  const step = state.plans.find(({ id }) => id === planId)!.steps[contact.step];
  if (!step) return { all: [] };
  const own = [];
  if (step.contactSkills !== 'ignored') own.push(...required);
  if (step.contactSkills === 'required-and-preferred') own.push(...preferred);
  return { all: [step.requires ?? { all: [] }, ...own.map((each) => atLeast(each, step.levelsLower ?? 0))] };
}

function suits(state: RouterSnapshot, contact: ContactSnapshot, { definition }: AgentSnapshot): boolean {
  if (contact.direct) return contact.direct.agentId === definition.id;
  const membership = definition.queues.find(({ queueId }) => queueId === contact.request.queueId);
  if (!membership) return false;
  const expression = expressionOf(state, contact);
  if (expression === null) return contact.request.wishes[contact.wish]!.agentId === definition.id;
  if (state.now - contact.enteredQueueAt < membership.delaySeconds * SECOND) return false;
  return holds(expression, definition.skills);
}

function holds(expression: Expression, skills: Readonly<Record<string, number>>): boolean {
  if ('skill' in expression) return (skills[expression.skill] ?? 0) >= expression.atLeast;
  if ('any' in expression) return expression.any.some((each) => holds(each, skills));
  return expression.all.every((each) => holds(each, skills));
}

function atLeast({ skill, level }: SkillLevel, lower: number): Expression {
  return { skill, atLeast: Math.max(1, level - lower) };
}

function hasRoom(state: RouterSnapshot, { definition }: AgentSnapshot, channel: string): boolean {
  const rule = definition.capacity[channel];
  if (!rule) return false;
  const work = workOf(state, definition.id);
  if (work.filter((each) => each.channel === channel).length >= rule.slots) return false;
  const inTheWay = work.filter((each) => !(rule.interrupts ?? []).includes(each.channel));
  const used = inTheWay.reduce((sum, each) => sum + (definition.capacity[each.channel]?.weight ?? 100), 0);
  return used + rule.weight <= 100;
}

export function workOf(state: RouterSnapshot, agentId: string) {
  const busy = ['pending', 'accepted', 'wrapping'];
  return state.reservations.filter((each) => each.agentId === agentId && busy.includes(each.state));
}
