import type { IncomingMessage } from 'node:http';

const BEARER = /^bearer\.([\w.~+/=-]+)$/i;

/**
 * Browsers cannot set header fields of a WebSocket: they offer their token as a subprotocol, `bearer.<token>`, beside the one
 * they speak. It becomes the Authorization field, and no service or log sees it among the protocols.
 */
export function takeBearerProtocol(request: IncomingMessage): void {
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((each) => each.trim());
  const token = offered.map((each) => BEARER.exec(each)?.[1]).find((each) => each !== undefined);
  if (token === undefined || request.headers.authorization !== undefined) return;
  const spoken = offered.filter((each) => !BEARER.test(each)).join(', ');
  const kept = request.rawHeaders.filter(
    (_, at, all) => all[at - (at % 2)]!.toLowerCase() !== 'sec-websocket-protocol',
  );
  request.headers.authorization = `Bearer ${token}`;
  request.headers['sec-websocket-protocol'] = spoken;
  request.rawHeaders = [
    ...kept,
    'authorization',
    `Bearer ${token}`,
    ...(spoken ? ['sec-websocket-protocol', spoken] : []),
  ];
}
