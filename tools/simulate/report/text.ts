import { checkLines, latencyTable, rows, section } from '../../report-text.js';
import type { ChannelReport, Report } from './report.js';

/** The report for a person. */
export function textOf(report: Report): string {
  const { channels, load, options } = report;
  return [
    headline(report),
    section('Calls', channelLines(channels.voice, options.speed)),
    section('Chats', channelLines(channels.chat, options.speed)),
    report.roster === null ? section('Erlang A', erlangLines(report)) : section('Roster', rosterLines(report.roster)),
    section('Throughput', throughputLines(report)),
    section('Latency in ms', latencyTable(report.latencies)),
    section(
      'Checks',
      report.checks.flatMap((check) => checkLines(check, report.findings)),
    ),
    `Load of the machine: ${load.before.toFixed(1)} before, ${load.after.toFixed(1)} after.`,
    report.ok ? 'Everybody is accounted for.' : `OFF: ${report.findings.length} findings.`,
  ].join('\n\n');
}

function headline({ options, playedSeconds, volume, agents, readySeconds, playSeconds, channels }: Report): string {
  const { day, date, profile, speed, scale, seed } = options;
  return [
    `Day ${date} of ${day}, ${clock(playedSeconds.from)}-${clock(playedSeconds.to)}: ${channels.voice.came} of its ${volume} calls (scale ${scale}) and ${channels.chat.came} chats,`,
    `${speed} times as fast as it was (${profile}, seed ${seed}); up to ${agents.voice} agents on calls, ${agents.chat} on chats.`,
    `Ready in ${readySeconds.toFixed(1)} s, played in ${playSeconds.toFixed(1)} s.`,
  ].join('\n');
}

function channelLines({ came, answered, gaveUp, failed, wait, busyMean }: ChannelReport, speed: number): string[] {
  const both = (ms: number) => `${ms.toFixed(0)} ms, of the day ${((ms * speed) / 1_000).toFixed(0)} s`;
  return rows({
    came: came,
    'answered, gave up, failed': `${answered}, ${gaveUp}, ${failed}`,
    'wait until offered, mean': both(wait.mean),
    p95: both(wait.p95),
    'an agent is busy with one, mean': both(busyMean),
  });
}

function erlangLines({ erlangA, options }: Report): string[] {
  if (!erlangA)
    return [
      `not compared: ${options.limit === undefined ? 'handle times are not exponential' : 'only a part of the day was played'}`,
    ];
  const { blocks, contacts, comparisons } = erlangA;
  const looked = `${contacts} calls in ${blocks.steady} of ${blocks.all} half hours with steady volume`;
  if (comparisons.length === 0) return [`not compared: too few, ${looked}`];
  return [
    looked,
    ...comparisons.map(({ what, observed, erlangA: expected, interval: [low, high], agrees }) => {
      const off = `${low.toFixed(3)} to ${high.toFixed(3)}`;
      return `${agrees ? '✔' : '✘'} ${what.padEnd(22)} ${observed.toFixed(3)}, by Erlang A ${expected.toFixed(3)}; 99.9 % of the difference: ${off}`;
    }),
  ];
}

function rosterLines({ forecast, people, paidHours, neededHours, predicted, kept }: NonNullable<Report['roster']>) {
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  return rows({
    'forecast of the week before': `${forecast.method}, off by ${percent(forecast.wape)} on the day`,
    'agents, paid hours, hours needed at work': `${people}, ${paidHours.toFixed(1)}, ${neededHours.toFixed(1)}`,
    'answered in time, if the forecast came true': percent(predicted.asForecast),
    'promised to those who came': percent(predicted.asItCame),
    ...(kept !== null && { 'and with calls as long as they were': percent(kept.erlangA) }),
    was: kept === null ? 'only a part of the day was played' : rosterKept(kept),
  });
}

function rosterKept({ observed, interval: [low, high] }: NonNullable<NonNullable<Report['roster']>['kept']>): string {
  const points = (share: number) => (100 * share).toFixed(1);
  return `${points(observed)} %; 99.9 % of the difference: ${points(low)} to ${points(high)} points`;
}

function throughputLines({ perSecond, missedOffers, retries }: Report): string[] {
  return rows({
    'contacts / s': perSecond.contacts.toFixed(1),
    'API calls / s': perSecond.apiCalls.toFixed(0),
    'offers not answered in time': missedOffers,
    ...Object.fromEntries(Object.entries(retries).map(([why, count]) => [`API calls tried again: ${why}`, count])),
  });
}

function clock(seconds: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return `${two(seconds / 3_600)}:${two((seconds % 3_600) / 60)}`;
}
