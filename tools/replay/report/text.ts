import { checkLines, latencyTable, rows, section } from '../../report-text.js';
import { outageLines } from './outage-table.js';
import type { Report } from './report.js';

/** The report for a person. */
export function textOf(report: Report): string {
  return [
    headline(report),
    section('Requests that came at least so far', rows(report.stages)),
    section('On the way', rows(report.variations)),
    section('The shop', shopLines(report)),
    section('Ticket types recommended by the words, after half of the requests', recommendedLines(report)),
    section('Throughput', throughputLines(report)),
    section('Latency in ms', latencyLines(report)),
    ...(report.outages.length > 0
      ? [section('Taken away, one at a time, and given back', outageLines(report.outages))]
      : []),
    section(
      'Reconciliation',
      report.reconciliation.checks.flatMap((check) => checkLines(check, report.reconciliation.findings)),
    ),
    ending(report),
  ].join('\n\n');
}

function headline({ options, readySeconds, playSeconds, settleSeconds, customers }: Report): string {
  const where = options.url ?? options.profile;
  const how = [where, ...(options.faults ? ['faults'] : []), ...(options.chaos ? ['chaos'] : [])].join(', ');
  const times = `ready in ${readySeconds.toFixed(1)} s, played in ${playSeconds.toFixed(1)} s, settled in ${settleSeconds.toFixed(1)} s`;
  return `Replay (${how}; seed ${options.seed}, ${options.concurrency} customers at a time): ${times}; ${customers} customers imported`;
}

function shopLines({ actions, orderSystem }: Report): string[] {
  return rows({
    'actions applied': actions.applied,
    'actions refused by its rules': actions.refused,
    'calls it got': orderSystem.total,
    ...Object.fromEntries(Object.entries(orderSystem.faults).map(([kind, count]) => [`calls spoiled: ${kind}`, count])),
  });
}

function recommendedLines({ recommended: { asked, right, macroF1, majorityMacroF1, confidence } }: Report): string[] {
  const share = (value: number) => value.toFixed(3);
  return rows({
    'requests it was asked': asked,
    'of these right': asked === 0 ? 'none asked' : share(right / asked),
    'mean confidence': share(confidence),
    'macro-F1': share(macroF1),
    'macro-F1 of the most frequent type': share(majorityMacroF1),
  });
}

function throughputLines({ perSecond, deliveries, retries }: Report): string[] {
  return rows({
    'requests / s': perSecond.requests.toFixed(1),
    'API calls / s': perSecond.apiCalls.toFixed(0),
    'events / s': perSecond.events?.toFixed(0) ?? 'not counted',
    'deliveries of events': deliveries ?? 'not counted',
    ...Object.fromEntries(Object.entries(retries).map(([why, count]) => [`API calls tried again: ${why}`, count])),
  });
}

function latencyLines({ latencies }: Report): string[] {
  return latencyTable({ 'whole request': latencies.request, ...latencies.api });
}

function ending({ ok, outages, reconciliation: { findings } }: Report): string {
  const lost = outages.length > 0 ? ` Lost while parts were away: ${findings.length}.` : '';
  return ok ? `Everything is accounted for.${lost}` : `OFF: ${findings.length} findings.${lost}`;
}
