import type { Retell } from './tcp-proxy.js';

/**
 * For a proxy before RocketMQ: routes lead clients to the port the real proxy knows as its own, and shall lead them to this one.
 * `port` is field 2 of an Address, a varint.
 */
export function retellingPort(real: number): Retell {
  const known = portField(real);
  return (said, port) => {
    for (let at = said.indexOf(known); at >= 0; at = said.indexOf(known, at)) said.set(portField(port), at);
    return said;
  };
}

/** Of a port from 16384 on, which takes three bytes. */
function portField(port: number): Buffer {
  return Buffer.from([0x10, (port & 0x7f) | 0x80, ((port >> 7) & 0x7f) | 0x80, port >> 14]);
}
