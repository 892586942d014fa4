import type { Agent } from '../state/agent.js';
import type { Contact } from '../state/contact.js';
import { asked, needOf, needOfAgent, type Need } from '../state/need.js';
import type { World } from '../state/world.js';

const SECOND = 1_000;

/** What a contact asks for now. */
export function currentNeed(world: World, contact: Contact): Need {
  const awaited = contact.awaitedAgent;
  if (awaited !== null) return needOfAgent(awaited);
  const { required, preferred } = contact.request;
  const plan = world.planOf(contact);
  if (!plan) return needOf(required.map((each) => asked(each)));
  const step = plan.steps[contact.step];
  if (!step) return needOf([]);
  const own = { ignored: [], required, 'required-and-preferred': [...required, ...preferred] }[step.contactSkills];
  return needOf([...(step.requires ? [step.requires] : []), ...own.map((each) => asked(each, step.levelsLower))]);
}

/** Passes wishes and steps of the plan whose time is over. `woken`: their last chance was the match before. */
export function passPhases(world: World, contact: Contact, woken: boolean): void {
  passWishes(world, contact, woken);
  if (contact.awaitedAgent === null) passSteps(world, contact);
}

/** When a phase ends by itself, ms since the epoch; Infinity: never. */
export function phaseEnds(world: World, contact: Contact): number {
  if (contact.direct) return contact.direct.until;
  const wish = contact.request.wishes[contact.wish];
  if (wish) return contact.wishSince + wish.waitSeconds * SECOND;
  return contact.stepSince + (stepSeconds(world, contact) ?? Infinity) * SECOND;
}

/** Nobody waits for an agent who is not there, or who missed the contact. */
export function whyNotAwaited(world: World, contact: Contact, agentId: string): 'away' | 'missed' | null {
  const agent = world.agents.get(agentId);
  if (!agent?.isRoutable || contact.isHadBy(agentId)) return 'away';
  if (!contact.direct && !agent.memberships.has(contact.queueId)) return 'away';
  if (!agent.capacityOf(contact.request.channel)) return 'away';
  return contact.excluded.has(agentId) ? 'missed' : null;
}

function passWishes(world: World, contact: Contact, woken: boolean): void {
  for (let wish = contact.request.wishes[contact.wish]; wish; wish = contact.request.wishes[contact.wish]) {
    const { agentId } = wish;
    const ends = phaseEnds(world, contact);
    const reason = whyNotAwaited(world, contact, agentId) ?? (hasTime(world, contact, ends, woken) ? null : 'expired');
    if (reason === null) return;
    world.decide({ type: 'wish-given-up', contactId: contact.id, agentId, reason });
    contact.wish += 1;
    contact.wishSince = reason === 'expired' ? ends : world.now;
    contact.plannedSince = contact.stepSince = contact.wishSince;
  }
}

/** A wish of no time is for the match that comes next, if the agent has room then. */
function hasTime(world: World, contact: Contact, ends: number, woken: boolean): boolean {
  if (world.now < ends) return true;
  const agent: Agent = world.agents.get(contact.awaitedAgent!)!;
  return !woken && world.now === ends && contact.wishSince === ends && agent.hasRoom(contact.request.channel);
}

function passSteps(world: World, contact: Contact): void {
  const plan = world.planOf(contact);
  if (!plan) return;
  for (let ends = phaseEnds(world, contact); ends <= world.now; ends = phaseEnds(world, contact)) {
    contact.step += 1;
    contact.stepSince = ends;
    world.decide({
      type: 'contact-relaxed',
      contactId: contact.id,
      planId: plan.id,
      planVersion: plan.version,
      step: contact.step,
      requires: currentNeed(world, contact).text,
    });
  }
}

function stepSeconds(world: World, contact: Contact): number | undefined {
  return world.planOf(contact)?.steps[contact.step]?.expiresAfterSeconds;
}
