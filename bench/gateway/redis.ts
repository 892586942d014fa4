import { connect } from 'node:net';
import { redisUrl } from '../config.js';

/** Whether somebody listens where the real Redis should be. */
export function hasRedis(): Promise<boolean> {
  const { hostname, port } = new URL(redisUrl());
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port) });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
