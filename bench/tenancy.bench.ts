import { parseArgs } from 'node:util';
import type { Bench } from './runner.js';
import { atLeast, atMost } from './target.js';
import { serve, type Served } from './tenancy/load.js';
import { Tenants } from './tenancy/tenants.js';

const CONNECTIONS = 10;

/** The same work over 1, 100 and 1,000 tenants on one database server: throughput, connections, memory. */
export const bench: Bench = async (args) => {
  const { values } = parseArgs({ args, options: { smoke: { type: 'boolean', default: false } } });
  const counts = values.smoke ? [1, 5] : [1, 100, 1_000];
  const operations = values.smoke ? 400 : 20_000;
  const measured: [tenants: number, Served & { madePerSecond: number }][] = [];
  for (const count of counts) measured.push([count, await measure(count, operations)]);
  const one = measured[0]![1];
  const ratios = measured.slice(1).map(([count, many]) => ({
    tenants: count,
    throughput: ratio(many.operationsPerSecond, one.operationsPerSecond),
    cpu: ratio(many.cpuMicrosPerOperation, one.cpuMicrosPerOperation),
    heapMiBMore: many.heapMiB - one.heapMiB,
    connections: many.mostConnections,
  }));
  return {
    results: {
      ...Object.fromEntries(measured.map(([count, served]) => [`tenants${count}`, served])),
      toOneTenant: ratios,
    },
    targets: ratios.flatMap(({ tenants, throughput, connections, heapMiBMore }) => [
      atLeast(`${tenants} tenants: throughput to that of one`, throughput, 0.6),
      atMost(`${tenants} tenants: connections`, connections, CONNECTIONS),
      atMost(`${tenants} tenants: MiB of heap more than with one`, heapMiBMore, 20),
    ]),
  };
};

async function measure(count: number, operations: number) {
  const tenants = new Tenants(count, CONNECTIONS);
  try {
    const start = performance.now();
    await tenants.make();
    const madePerSecond = Math.round((count / (performance.now() - start)) * 10_000) / 10;
    await serve(tenants, Math.ceil(operations / 5));
    const served = await serve(tenants, operations);
    console.log(
      `  ${count} tenants: ${served.operationsPerSecond}/s, ${served.cpuMicrosPerOperation} µs, p99 ${served.p99Ms} ms, ` +
        `${served.mostConnections} connections, ${served.heapMiB} MiB heap`,
    );
    return { ...served, madePerSecond };
  } finally {
    await tenants.close();
  }
}

function ratio(many: number, one: number): number {
  return Math.round((many / one) * 100) / 100;
}
