import { arrivalsOf, type Arrival } from './day/arrivals.js';
import { CHAT, VOICE } from './day/habits.js';
import { staffingPlan, type Block } from './day/staffing-plan.js';
import { readVolumes, within, type Volumes } from './day/volumes.js';
import type { SimulationOptions } from './options.js';
import { rosterStaff, type RosterStaff } from './staff/roster-staff.js';

/** What is going to be played. */
export interface TheDay {
  readonly volumes: Volumes;
  readonly arrivals: readonly Arrival[];
  /** Null: calls are staffed by what came, and not by a roster made before. */
  readonly roster: RosterStaff | null;
  readonly plans: { readonly voice: readonly Block[]; readonly chat: readonly Block[] };
}

/** Of the clock, from when an offer is made until it is accepted, and until the agent hears that the call is over: half a second at most. */
const AROUND_MS = 400;

/** @throws CannotPlay */
export async function theDay(options: SimulationOptions): Promise<TheDay> {
  const { day, date, hours, scale, chats, agents, speed, limit } = options;
  const whole = readVolumes(day, date);
  const volumes = hours ? within(whole, ...hours) : whole;
  const pickUpSeconds = (AROUND_MS / 1_000) * speed;
  const roster =
    agents === 'roster' ? await rosterStaff(volumes, { file: day, day: Number(date), scale, pickUpSeconds }) : null;
  return {
    volumes,
    arrivals: arrivalsOf(volumes, options).slice(0, limit),
    roster,
    plans: {
      voice:
        roster?.plan ??
        staffingPlan(volumes, { habits: VOICE, scale, agents: agents === 'roster' ? 'auto' : agents, pickUpSeconds }),
      chat: staffingPlan(volumes, { habits: CHAT, scale: scale * chats, agents: 'auto', pickUpSeconds }),
    },
  };
}
