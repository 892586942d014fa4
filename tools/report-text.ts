import type { Percentiles } from './api/latencies.js';
import type { Finding } from './checks/finding.js';

const MANY = 10;

export function section(title: string, lines: readonly string[]): string {
  return [title, ...lines.map((line) => `  ${line}`)].join('\n');
}

export function rows(values: Readonly<Record<string, number | string>>): string[] {
  return Object.entries(values).map(([name, value]) => `${name.padEnd(34)} ${value}`);
}

export function latencyTable(latencies: Readonly<Record<string, Percentiles>>): string[] {
  const name = (text: string) => text.padEnd(48);
  const line = ([what, { count, p50, p95, p99, max }]: [string, Percentiles]) =>
    name(what) +
    [count, ...[p50, p95, p99, max].map((ms) => ms.toFixed(1))].map((cell) => String(cell).padStart(9)).join('');
  const head = name('') + ['count', 'p50', 'p95', 'p99', 'max'].map((cell) => cell.padStart(9)).join('');
  return [head, ...Object.entries(latencies).map(line)];
}

/** A check, and what it found. */
export function checkLines(check: string, all: readonly Finding[]): string[] {
  const findings = all.filter((finding) => finding.check === check);
  if (findings.length === 0) return [`✔ ${check}`];
  const requests = [...new Set(findings.flatMap(({ requestId }) => requestId ?? []))];
  const hidden = findings.length - MANY;
  return [
    `✘ ${check}`,
    ...(requests.length > 0 ? [`    requests: ${requests.join(' ')}`] : []),
    ...findings.slice(0, MANY).map((finding) => `    ${told(finding)}`),
    ...(hidden > 0 ? [`    … and ${hidden} more`] : []),
  ];
}

function told({ requestId, problem }: Finding): string {
  return requestId === undefined ? problem : `${requestId}: ${problem}`;
}
