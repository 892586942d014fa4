import Consul from 'consul';

const TIMEOUT_MS = 3_000;

/** Where Consul is, and which part of it is ours. */
export interface ConsulSettings {
  /** e.g. `http://127.0.0.1:8500`. */
  readonly url: string;
  /** Prefix of service names and keys. */
  readonly namespace: string;
}

/** A client whose calls all end: the package itself sets no time limit. */
export function consulClient({ url }: ConsulSettings): Consul {
  const { protocol, hostname, port } = new URL(url);
  const secure = protocol === 'https:';
  const options = { host: hostname, port: Number(port || (secure ? 443 : 80)), secure, timeout: TIMEOUT_MS };
  return new Consul(options);
}

/** @throws when Consul cannot be reached or has no leader, and so can neither read nor write. */
export async function pingConsul(consul: Consul): Promise<void> {
  const leader: unknown = await consul.status.leader();
  if (typeof leader !== 'string' || leader === '') throw new Error('Consul has no leader');
}
