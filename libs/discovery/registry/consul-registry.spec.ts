import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '#libs/testing/eventually';
import { pino } from 'pino';
import { ConsulRegistry } from './consul-registry.js';

interface Instant {
  /** Consul's index, of the reading and of the check. */
  readonly index: number;
  readonly checks: 'passing' | 'critical';
  /** What the instance is when it is read, an instant after its check. */
  readonly instance: 'passing' | 'critical';
}

/** A Consul whose every answer is given beforehand: what happens between two readings cannot be timed with a real one. */
class ScriptedConsul {
  readonly #server: Server = createServer(({ url }, response) =>
    this.#answer(new URL(url!, 'http://consul'), response),
  );
  #now: Instant = { index: 1, checks: 'critical', instance: 'critical' };
  #blocked: ServerResponse[] = [];
  /** The indexes at which the instance was read. */
  readonly readAt: number[] = [];

  async start(): Promise<string> {
    await new Promise<void>((listening) => this.#server.listen(0, '127.0.0.1', listening));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  becomes(now: Instant): void {
    this.#now = now;
    this.#blocked.splice(0).forEach((response) => this.#checks(response));
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #answer({ pathname, searchParams }: URL, response: ServerResponse): void {
    if (pathname === '/v1/health/service/ticket-center') return this.#instances(response);
    if (searchParams.get('index') === String(this.#now.index)) return void this.#blocked.push(response);
    this.#checks(response);
  }

  #checks(response: ServerResponse): void {
    const { index, checks } = this.#now;
    const check = { ServiceName: 'ticket-center', ServiceID: 'first', CheckID: 'service:first', Status: checks };
    this.#send(response, [{ ...check, ModifyIndex: index }]);
  }

  #instances(response: ServerResponse): void {
    this.readAt.push(this.#now.index);
    const service = {
      ID: 'first',
      Address: '127.0.0.1',
      Port: 1,
      Meta: { version: '1.2.3', 'context-path': '/api/v1' },
    };
    this.#send(response, [{ Service: service, Checks: [{ Status: this.#now.instance }] }]);
  }

  #send(response: ServerResponse, body: unknown): void {
    const headers = { 'content-type': 'application/json', 'x-consul-index': String(this.#now.index) };
    response.writeHead(200, headers).end(JSON.stringify(body));
  }
}

describe('a Consul registry between two readings', () => {
  let consul: ScriptedConsul;
  let registry: ConsulRegistry;

  beforeEach(async () => {
    consul = new ScriptedConsul();
    registry = new ConsulRegistry({ url: await consul.start(), namespace: '' }, pino({ level: 'silent' }));
  });

  afterEach(async () => {
    await registry.close();
    consul.stop();
  });

  it('reads an instance again whose check failed for a moment, though its status is what it was', async () => {
    consul.becomes({ index: 2, checks: 'passing', instance: 'critical' });
    await eventually('the first was read while it was ill', () => expect(consul.readAt).toContain(2));

    consul.becomes({ index: 4, checks: 'passing', instance: 'passing' });
    await eventually('the first is listed', () =>
      expect(registry.instances('ticket-center').map(({ id }) => id)).toEqual(['first']),
    );
  });
});
