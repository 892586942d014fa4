import type { IncomingHttpHeaders } from 'node:http';
import { SEAL_HEADER, type GatewaySeal } from '../access/gateway-seal.js';

const CLAIMS = /^(?:x-forwarded-.*|forwarded|x-real-ip|true-client-ip|x-client-ip)$/;

/** The fields that say where a request came from, as the gateway sends them. */
export function forwardedFields(address: string, host: string, seal: GatewaySeal): Record<string, string> {
  return { 'x-forwarded-for': address, 'x-forwarded-host': host, [SEAL_HEADER]: seal.of('forwarded', address, host) };
}

/** Takes out what is said of where a request came from, unless the gateway said it. */
export function believeOnlyTheGateway(headers: IncomingHttpHeaders, seal: GatewaySeal): void {
  const { 'x-forwarded-for': address, 'x-forwarded-host': host, [SEAL_HEADER]: given } = headers;
  const isSealed = seal.holds(one(given), 'forwarded', one(address) ?? '', one(host) ?? '');
  for (const name of Object.keys(headers)) {
    const isTheGateways = name === 'x-forwarded-for' || name === 'x-forwarded-host';
    if (CLAIMS.test(name) && !(isSealed && isTheGateways)) delete headers[name];
  }
}

function one(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
