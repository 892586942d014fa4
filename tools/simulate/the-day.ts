import { arrivalsOf, type Arrival } from './day/arrivals.js';
import { CHAT, VOICE } from './day/habits.js';
import { staffingPlan, type Block } from './day/staffing-plan.js';
import { readVolumes, within, type Volumes } from './day/volumes.js';
import type { SimulationOptions } from './options.js';
import { workTimesOf, type WorkTimes } from './day/work-times.js';
import type { RosterStaff } from './staff/roster-staff.js';

/** What is going to be played. */
export interface TheDay {
  readonly volumes: Volumes;
  readonly arrivals: readonly Arrival[];
  /** Null: calls are staffed by what came, and not, or not yet, by a roster. */
  readonly roster: RosterStaff | null;
  readonly plans: { readonly voice: readonly Block[]; readonly chat: readonly Block[] };
  readonly work: { readonly voice: WorkTimes; readonly chat: WorkTimes };
  /** How long an agent is busy with a call beside handling it, seconds of the day. */
  readonly pickUpSeconds: number;
}

/** Of the clock, from when an offer is made until it is accepted, and until the agent hears that the call is over: half a second at most. */
const AROUND_MS = 400;

/** Staffed by what comes. @throws CannotPlay */
export function theDay(options: SimulationOptions): TheDay {
  const { day, date, hours, scale, chats, speed, limit } = options;
  const agents = options.agents === 'roster' ? 'auto' : options.agents;
  const whole = readVolumes(day, date);
  const volumes = hours ? within(whole, ...hours) : whole;
  const pickUpSeconds = (AROUND_MS / 1_000) * speed;
  const plans = {
    voice: staffingPlan(volumes, { habits: VOICE, scale, agents, pickUpSeconds }),
    chat: staffingPlan(volumes, { habits: CHAT, scale: scale * chats, agents: 'auto', pickUpSeconds }),
  };
  return {
    ...{ volumes, roster: null, plans, pickUpSeconds },
    arrivals: arrivalsOf(volumes, options).slice(0, limit),
    work: { voice: workTimesOf(plans.voice), chat: workTimesOf(plans.chat) },
  };
}
