import { percentiles, type Percentiles } from '../../api/latencies.js';
import type { Measured } from '../../api/meter.js';
import type { Checked } from '../checks/check-day.js';
import type { Comparison, ErlangATest } from '../checks/erlang-a-test.js';
import type { Played, Recorded } from '../checks/facts.js';
import { meanBusyMs, waitsOf } from '../checks/waits.js';
import type { PlayedChannel } from '../day/arrivals.js';
import type { SimulationOptions } from '../options.js';
import type { Size } from '../play/call-centre.js';
import type { RosterStaff } from '../staff/roster-staff.js';
import type { TheDay } from '../the-day.js';

/** How it went on a channel. Times in ms. */
export interface ChannelReport {
  readonly came: number;
  readonly answered: number;
  readonly gaveUp: number;
  readonly failed: number;
  /** Until an agent was offered the contact, or it was over. */
  readonly wait: Percentiles & { readonly mean: number };
  /** How long an agent was busy with a contact, ringing and after-contact work included. */
  readonly busyMean: number;
}

/** All that is known at the end. Times in ms unless the name says seconds. */
export interface Report {
  readonly options: SimulationOptions;
  /** Of the day, from midnight. */
  readonly playedSeconds: { readonly from: number; readonly to: number };
  readonly volume: number;
  readonly agents: Size;
  readonly readySeconds: number;
  readonly playSeconds: number;
  readonly channels: Readonly<Record<PlayedChannel, ChannelReport>>;
  readonly missedOffers: number;
  readonly perSecond: { readonly contacts: number; readonly apiCalls: number };
  readonly latencies: Readonly<Record<string, Percentiles>>;
  readonly retries: Readonly<Record<string, number>>;
  /** Load average of the machine over a minute. */
  readonly load: { readonly before: number; readonly after: number };
  /** Null: its assumptions do not hold. */
  readonly erlangA: ErlangATest | null;
  /** Null: calls were not staffed by a roster. */
  readonly roster: (Omit<RosterStaff, 'work' | 'day' | 'came'> & { readonly kept: Comparison | null }) | null;
  readonly checks: readonly string[];
  readonly findings: Checked['findings'];
  readonly ok: boolean;
}

export interface Facts {
  readonly options: SimulationOptions;
  readonly day: TheDay;
  readonly size: Size;
  readonly readySeconds: number;
  readonly playSeconds: number;
  readonly api: Measured;
  readonly load: Report['load'];
  readonly missed: number;
  readonly played: readonly Played[];
  readonly checked: Checked;
}

export function reportOf({
  options,
  day,
  size,
  readySeconds,
  playSeconds,
  api,
  load,
  missed,
  played,
  checked,
}: Facts): Report {
  const { opensAtSeconds: from, intervalSeconds, calls } = day.volumes;
  const apiCalls = [...api.latencies.values()].reduce((sum, { count }) => sum + count, 0);
  const channel = (name: PlayedChannel) =>
    channelReport(
      played.filter(({ arrival }) => arrival.channel === name),
      checked.recorded.filter((each) => each.channel === name),
    );
  return {
    options,
    playedSeconds: { from, to: from + intervalSeconds * calls.length },
    volume: calls.reduce((sum, count) => sum + count, 0),
    agents: size,
    readySeconds,
    playSeconds,
    channels: { voice: channel('voice'), chat: channel('chat') },
    missedOffers: missed,
    perSecond: { contacts: played.length / playSeconds, apiCalls: apiCalls / playSeconds },
    latencies: Object.fromEntries(api.latencies),
    retries: Object.fromEntries(api.retries),
    load,
    erlangA: checked.erlangA,
    roster: rosterOf(day, checked),
    checks: checked.checks,
    findings: checked.findings,
    ok: checked.findings.length === 0,
  };
}

function rosterOf({ roster }: TheDay, { promise: kept }: Checked): Report['roster'] {
  if (roster === null) return null;
  const { forecast, people, paidHours, neededHours, predicted } = roster;
  return { forecast, people, paidHours, neededHours, predicted, kept };
}

function channelReport(played: readonly Played[], recorded: readonly Recorded[]): ChannelReport {
  const waits = waitsOf(recorded).map(({ ms }) => ms);
  const fates = (wanted: Played['fate']) => played.filter(({ fate }) => fate === wanted).length;
  return {
    came: played.length,
    answered: fates('answered'),
    gaveUp: fates('gave-up'),
    failed: fates('failed'),
    wait: { ...percentiles(waits), mean: waits.reduce((sum, ms) => sum + ms, 0) / Math.max(1, waits.length) },
    busyMean: meanBusyMs(recorded, played),
  };
}
