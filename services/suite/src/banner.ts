import { DEMO_PASSWORD, DEMO_TENANTS } from './demo.js';
import type { RunningSuite } from './suite.js';

/** What a person who started the suite wants to know. */
export function bannerOf({ gateway, services, customerId }: RunningSuite, seconds: number): string {
  const door = gateway.url.replace('127.0.0.1', 'localhost');
  const [demo] = DEMO_TENANTS.filter(({ id }) => id === 'demo');
  return [
    '',
    `Switchboard is ready (${seconds.toFixed(1)} s)`,
    '',
    `  gateway            ${door}`,
    ...services.map(({ name, url }) => `  ${name.padEnd(18)} ${url}`),
    '',
    `  gateway's metrics  ${gateway.metricsUrl}`,
    `  API docs           ${door}/docs   (${door}/openapi.json)`,
    ...DEMO_TENANTS.map(
      ({ id, domains }) => `  ${`tenant ${id}`.padEnd(18)} ${door.replace('localhost', domains[0]!)}`,
    ),
    `  logins             ${['admin', ...demo!.logins.map(({ login }) => login)].join(', ')}   password ${DEMO_PASSWORD}`,
    `  clients            ${demo!.clients.map(({ id, secret }) => `${id} / ${secret}`).join(', ')}`,
    '',
    'Open a service request as the portal would:',
    '',
    curlOf(door, customerId),
    '',
  ].join('\n');
}

/** Works for as long as the suite runs: it gets its token itself. */
function curlOf(door: string, customerId: string): string {
  const client = { grant_type: 'client_credentials', client_id: 'portal', client_secret: 'portal-demo-secret' };
  const ticket = { ticketType: 'general', customerId, subject: 'Where is my parcel?' };
  const json = `-H 'content-type: application/json'`;
  const token = `$(curl -s ${door}/api/v1/auth/token ${json} -d '${JSON.stringify(client)}' | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')`;
  return `curl -s ${door}/api/v1/tickets -H "authorization: Bearer ${token}" ${json} -d '${JSON.stringify(ticket)}'`;
}
