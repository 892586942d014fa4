import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

const MAPPED = /^::ffff:(?=\d+\.)/i;

/** Where requests come from: this end of their connections, or what a proxy of ours says in front of it. */
export class ClientAddresses {
  readonly #trusted: BlockList | undefined;

  /** @param proxies addresses and networks (`10.0.0.0/8`) that the gateway stands behind. */
  constructor(proxies: readonly string[] = []) {
    if (proxies.length === 0) return;
    this.#trusted = new BlockList();
    for (const proxy of proxies) addTo(this.#trusted, proxy);
  }

  /** The last address in X-Forwarded-For that is no proxy of ours: everything before it anybody may have written. */
  of({ socket, headers }: IncomingMessage): string {
    const peer = plain(socket.remoteAddress ?? 'unknown');
    if (this.#trusted === undefined || !this.#isTrusted(peer)) return peer;
    const said = headers['x-forwarded-for'];
    const way = typeof said === 'string' ? said.split(',').map((each) => plain(each.trim())) : [];
    const client = way.findLast((address) => !this.#isTrusted(address));
    return client !== undefined && isIP(client) !== 0 ? client : peer;
  }

  #isTrusted(address: string): boolean {
    const version = isIP(address);
    return version !== 0 && this.#trusted!.check(address, version === 4 ? 'ipv4' : 'ipv6');
  }
}

function addTo(list: BlockList, proxy: string): void {
  const [address = '', bits] = proxy.split('/');
  const type = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  if (bits === undefined) list.addAddress(address, type);
  else list.addSubnet(address, Number(bits), type);
}

function plain(address: string): string {
  return address.replace(MAPPED, '');
}
