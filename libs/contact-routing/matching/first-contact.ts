import { Heap } from '../index/heap.js';
import type { Agent } from '../state/agent.js';
import { isBefore, type Contact } from '../state/contact.js';
import type { Queue } from '../state/queue.js';
import { End, type Line, type SkillNode } from './line.js';

const SECOND = 1_000;

/** Something that may hold the first contact; none in it is before `least`. */
interface Prospect {
  readonly least: Contact;
  /** Null: `least` itself can be had. */
  readonly within: End | SkillNode | null;
  readonly delayMs: number;
}

/** Lines in which an agent may look at once: of equal priority in the profile. */
interface Door {
  readonly line: Line;
  readonly delayMs: number;
}

/**
 * The contact an agent gets next: transfers to this very agent, then by priority of the queue in the profile, then by place.
 * Costs as many looks as there are skills of the agent that waiting needs begin with, not as there are contacts.
 */
export function firstContactFor(
  agent: Agent,
  queues: ReadonlyMap<string, Queue>,
  direct: ReadonlyMap<string, Line>,
  now: number,
): Contact | undefined {
  if (!agent.isRoutable) return undefined;
  const channels = Object.keys(agent.definition.capacity).filter((channel) => agent.hasRoom(channel));
  if (channels.length === 0) return undefined;
  const first = firstBehind(doors(direct, channels, 0), agent, now);
  if (first) return first;
  for (const { members } of agent.groups) {
    const group = members.flatMap(({ queueId, delaySeconds }) =>
      doors(queues.get(queueId)!.lines, channels, delaySeconds * SECOND),
    );
    const found = firstBehind(group, agent, now);
    if (found) return found;
  }
  return undefined;
}

function doors(lines: ReadonlyMap<string, Line>, channels: readonly string[], delayMs: number): Door[] {
  return channels.flatMap((channel) => {
    const line = lines.get(channel);
    return line ? [{ line, delayMs }] : [];
  });
}

function firstBehind(behind: readonly Door[], agent: Agent, now: number): Contact | undefined {
  const prospects = new Heap<Prospect>((a, b) => isBefore(a.least, b.least));
  for (const { line, delayMs } of behind) {
    const least = line.root.order.peek()?.least;
    if (least) prospects.push({ least, within: line.root, delayMs });
  }
  for (let best = prospects.pop(); best; best = prospects.pop()) {
    const { least, within, delayMs } = best;
    if (within === null) return least;
    if (!(within instanceof End)) lookInto(within, agent, delayMs, prospects);
    else {
      const first = firstOf(within, agent, now, delayMs);
      if (first === least) return first;
      if (first) prospects.push({ least: first, within: null, delayMs });
    }
  }
  return undefined;
}

function lookInto(node: SkillNode, agent: Agent, delayMs: number, prospects: Heap<Prospect>): void {
  for (const end of node.ends) prospects.push({ least: end.least, within: end, delayMs });
  const push = (levels: readonly (SkillNode | undefined)[], level: number) => {
    for (let asked = 1; asked <= level; asked += 1) {
      const next = levels[asked];
      if (next) prospects.push({ least: next.least, within: next, delayMs });
    }
  };
  if (node.next.size < agent.skills.size) {
    for (const [skill, levels] of node.next) push(levels, agent.levelOf(skill));
  } else {
    for (const [skill, level] of agent.skills) {
      const levels = node.next.get(skill);
      if (levels) push(levels, level);
    }
  }
}

function firstOf({ like }: End, agent: Agent, now: number, delayMs: number): Contact | undefined {
  const enteredBy = like.need.agentId === null ? now - delayMs : Infinity;
  return like.contacts.find(
    (contact) => contact.enteredQueueAt <= enteredBy && !contact.isExcluded(agent.id, now),
    enteredBy,
  );
}
