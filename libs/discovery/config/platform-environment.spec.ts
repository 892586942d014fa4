import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { readEnvironment } from './environment.js';
import { PlatformEnvironment } from './platform-environment.js';

const CLUSTER = {
  PROFILE: 'cluster',
  DB_URL: 'mariadb://root:pass@127.0.0.1:3306',
  ROCKETMQ_ENDPOINTS: '127.0.0.1:8081;127.0.0.2:8081',
  CONSUL_URL: 'http://127.0.0.1:8500',
  REDIS_URL: 'redis://127.0.0.1:6379',
  SERVICE_SECRET: 'sixteen-letters!',
};

function problemsOf(env: Record<string, string>): string[] {
  try {
    readEnvironment(PlatformEnvironment, env);
    return [];
  } catch (error) {
    return (error as Error).message
      .split('\n')
      .slice(1)
      .map((line) => line.trim());
  }
}

describe('the environment every service shares', () => {
  it('needs nothing when embedded', () => {
    expect(readEnvironment(PlatformEnvironment, {})).toEqual({
      PROFILE: 'embedded',
      HOST: '127.0.0.1',
      PORT: 0,
      NAMESPACE: '',
      FORMER_SERVICE_SECRETS: [],
      LOG_LEVEL: 'info',
      MIGRATE_ON_START: true,
    });
  });

  it('takes further database servers by name, and refuses what is no server', () => {
    const second = 'mariadb://root:pass@127.0.0.2:3306';
    const { DB_SERVERS: servers } = readEnvironment(PlatformEnvironment, {
      ...CLUSTER,
      DB_SERVERS: `second=${second}`,
    });
    expect(servers).toEqual({ second });
    for (const wrong of ['second', `Second=${second}`, `second=${second}/acme`, `second=${second},`])
      expect(problemsOf({ ...CLUSTER, DB_SERVERS: wrong })).toHaveLength(1);
  });

  it('accepts a full cluster', () => {
    expect(readEnvironment(PlatformEnvironment, { ...CLUSTER, PORT: '8080', MIGRATE_ON_START: 'false' })).toEqual({
      ...CLUSTER,
      HOST: '127.0.0.1',
      PORT: 8080,
      NAMESPACE: '',
      FORMER_SERVICE_SECRETS: [],
      LOG_LEVEL: 'info',
      MIGRATE_ON_START: false,
    });
  });

  it('takes the secrets there were before, joined by commas', () => {
    const former = 'an-earlier-secret,an-even-earlier-one';
    expect(readEnvironment(PlatformEnvironment, { ...CLUSTER, FORMER_SERVICE_SECRETS: former })).toMatchObject({
      FORMER_SERVICE_SECRETS: ['an-earlier-secret', 'an-even-earlier-one'],
    });
    expect(problemsOf({ ...CLUSTER, FORMER_SERVICE_SECRETS: 'an-earlier-secret,short' })).toEqual([
      expect.stringMatching(/^FORMER_SERVICE_SECRETS: expected secrets of at least 16/),
    ]);
  });

  it('wants no database in the address of the server: every tenant has its own', () => {
    expect(problemsOf({ ...CLUSTER, DB_URL: 'mysql://root:pass@127.0.0.1:3306/tickets' })).toEqual([
      expect.stringMatching(/^DB_URL: .*without a database/),
    ]);
  });

  it('names everything a cluster lacks, and what is wrong besides', () => {
    const problems = problemsOf({ PROFILE: 'cluster', PORT: '99999', DB_URL: 'postgres://x', SERVICE_SECRET: 'short' });

    expect(problems).toEqual([
      expect.stringMatching(/^PORT: expected 65535 or less/),
      expect.stringMatching(/^DB_URL: expected mysql:/),
      expect.stringMatching(/^SERVICE_SECRET: expected at least 16 characters/),
      expect.stringMatching(/^ROCKETMQ_ENDPOINTS: needed when PROFILE is cluster/),
      expect.stringMatching(/^CONSUL_URL: needed when PROFILE is cluster/),
      expect.stringMatching(/^REDIS_URL: needed when PROFILE is cluster/),
    ]);
  });

  it.each([
    ['PROFILE', 'clustr'],
    ['PORT', '-1'],
    ['NAMESPACE', 'no_dash'],
    ['ROCKETMQ_ENDPOINTS', 'http://127.0.0.1:8081'],
    ['CONSUL_URL', '127.0.0.1:8500'],
    ['REDIS_URL', 'http://127.0.0.1'],
    ['LOG_LEVEL', 'loud'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector'],
    ['MIGRATE_ON_START', 'perhaps'],
  ])('refuses %s=%s and says what it expected', (variable, value) => {
    expect(problemsOf({ [variable]: value })).toEqual([
      expect.stringMatching(new RegExp(`^${variable}: expected .+ \\(.+\\)$`)),
    ]);
  });

  it('describes every variable', () => {
    const undescribed = Object.entries(PlatformEnvironment.shape).filter(([, type]) => type.description === undefined);

    expect(undescribed).toEqual([]);
  });

  it('is extended by a service with its own variables, and stays whole', () => {
    const Extended = PlatformEnvironment.extend({ SEATS: z.coerce.number('expected a number') });

    expect(() => readEnvironment(Extended, { PROFILE: 'cluster' })).toThrow(
      /SEATS: expected a number[^]*DB_URL: needed/,
    );
  });
});
