import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

/** What connects to somewhere, or has it done by a library; `type` imports do not. */
const WAYS: readonly RegExp[] = [
  ...["'undici'", "'nodemailer'", "'imapflow'", "'ioredis'"].map(
    (name) => new RegExp(`^import (?!type\\b)(?!\\{(?:\\s*type \\w+,?)+\\s*\\})[^;]* from ${name}`, 'm'),
  ),
  /^import \{[^}]*(?<!type )\b(?:request|get)\b[^}]*\} from 'node:https?'/m,
  /^import \{[^}]*(?<!type )\b(?:connect|createConnection)\b[^}]*\} from 'node:(?:net|tls|http2)'/m,
  /^import \{[^}]*(?<!type )\bWebSocket\b[^}]*\} from 'ws'/m,
  /(?:(?<![#\w.])|globalThis\.|window\.)fetch\((?!\s*\)|\w+: )|new WebSocket\(|import\('undici'\)/,
];

/** Everywhere in the sources that something connects, and who says where to. */
const DOORS: Readonly<Record<string, string>> = {
  'libs/web/outside/outside-connections.ts': 'people of tenants: the guard itself',
  'libs/discovery/calls/http-caller.ts': 'the registry; people of tenants, by the guard',
  'services/call-center/src/recording/transcription/outside-recogniser.ts': 'people of tenants, by the guard',
  'services/common-center/src/identity/oidc/outside-fetch.ts': 'people of tenants, by the guard; the operator',
  'services/common-center/src/integration/call/outside-calls.ts': 'people of tenants, by the guard',
  'services/common-center/src/integration/call/oauth-tokens.ts': 'people of tenants, by the guard',
  'services/common-center/src/outbound/post.api.ts': 'people of tenants, by the guard; the environment',
  'libs/mail/smtp-sender.ts': 'people of tenants, an address that was judged; the environment',
  'services/ticket-center/src/mailbox/settings/imap-folder.ts': 'people of tenants, an address that was judged',
  'libs/cache/redis-connection.ts': 'the environment',
  'libs/file-intake/scan/scanner-connection.ts': 'the environment',
  'libs/object-storage/s3-client.ts': 'the environment',
  'libs/observability/span-batches.ts': 'the environment',
  'services/call-center/src/telephony/freeswitch/esl-connection.ts': 'the environment',
  'services/gateway/src/aggregation/execution/service-answers.ts': 'the registry',
  'services/gateway/src/proxy/connections.ts': 'the registry',
  'services/gateway/src/sockets/upgrade.ts': 'the registry',
  'services/operations-center/src/monitoring/wallboard/wallboard-page.ts': 'a browser, to where it came from',
  'services/operations-center/src/training/scorm/run/player.ts': 'a browser, to where it came from',
};

/** Who may call a door that does not judge by itself. */
const CALLERS: Readonly<Record<string, readonly string[]>> = {
  'new SmtpSender(': [
    'services/common-center/src/notification/notification.module.ts',
    'services/ticket-center/src/mailbox/settings/mail-connections.ts',
  ],
  'ImapFolder.open(': ['services/ticket-center/src/mailbox/settings/mail-connections.ts'],
  ' post({': [
    'services/common-center/src/notification/channel/sms.channel.ts',
    'services/common-center/src/outbound/outside-post.api.ts',
    'services/common-center/src/outbound/post.api.ts',
  ],
  '.requestProcess(': ['services/call-center/src/routing/owner-calls.ts'],
};

const sources = globSync('{libs,services/*/src}/**/*.ts')
  .filter((file) => !/spec\.ts$|^libs\/testing\//.test(file))
  .map((file) => ({ file, text: readFileSync(file, 'utf8') }));
const connects = (text: string) => WAYS.some((way) => way.test(text));

describe('what connects to somewhere', () => {
  it('is known, and so is who says where to', () => {
    expect(sources.length).toBeGreaterThan(1_000);
    const found = sources.filter(({ text }) => connects(text)).map(({ file }) => file);
    expect(found.toSorted()).toEqual(Object.keys(DOORS).toSorted());
  });

  it.each(Object.entries(CALLERS))('%s is called where the address was judged, or is nobody’s', (call, callers) => {
    const found = sources.filter(({ text }) => text.includes(call)).map(({ file }) => file);
    expect(found.toSorted()).toEqual(callers);
  });

  it.each([
    "import { request } from 'undici';",
    "import { type Dispatcher, Agent } from 'undici';",
    "import { get } from 'node:https';",
    "import { type Socket, connect } from 'node:net';",
    "import { createTransport } from 'nodemailer';",
    "import { WebSocket } from 'ws';",
    'const answer = await fetch(url);',
    'return globalThis.fetch(url, { method });',
    'new WebSocket(url)',
  ])('is seen in: %s', (planted) => {
    expect(connects(planted)).toBe(true);
  });

  it.each([
    "import type { Dispatcher } from 'undici';",
    "import { type Dispatcher } from 'undici';",
    "import { createServer, type IncomingMessage } from 'node:http';",
    "import { WebSocketServer } from 'ws';",
    'await this.#fetch(subject);',
    'await this.#models.fetch(id);',
    'abstract fetch(): Promise<JSONWebKeySet>;',
  ])('is not seen in: %s', (harmless) => {
    expect(connects(harmless)).toBe(false);
  });
});
