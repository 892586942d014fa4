import { randomBytes } from 'node:crypto';
import { actor } from '#libs/web/access/actor';
import { Answers, SendsFile } from '#libs/web/http/answers';
import { Public, Requires } from '#libs/web/access/permissions';
import { applyDecorators, Body, Controller, Get, Param, Post, Put, Res, StreamableFile } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { ScormPackages } from '../package/scorm-packages.js';
import type { Launched } from '../sequencing/activity.js';
import { withApi } from './content-api.js';
import { contentTypeOf } from './content-type-of.js';
import { playerPage, SANDBOX } from './player.js';
import { ScormRuns } from './scorm-runs.js';

const LaunchView = z.object({
  url: z.string().describe('of the page to show, good for this learner and package alone'),
  expiresAt: z.iso.datetime(),
});
const Request = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['continue', 'previous', 'exit', 'exit-all', 'suspend-all']) }),
  z.object({ kind: z.literal('choice'), target: z.string().max(200).describe('the id of an activity') }),
]);
const StateBody = z.object({
  sequence: z.int().min(1).describe('grows with every commit of a launch'),
  values: z.record(z.string().max(120), z.string().max(70_000)).describe('elements of the data model'),
  ended: z.boolean().default(false).describe('what is shown has ended by itself'),
  request: Request.nullable().default(null).describe('where to go from it'),
});
type StateBody = z.infer<typeof StateBody>;
const StateView = z.object({
  saved: z.boolean(),
  refused: z.string().nullable().describe('why it does not go there'),
  source: z.string().nullable().describe('what is shown now, below the launch; null: nothing'),
  values: z.record(z.string(), z.string()),
  place: z.object({
    current: z.string().nullable(),
    mayContinue: z.boolean(),
    mayGoBack: z.boolean(),
    activities: z.array(
      z.object({
        ...{ id: z.string(), title: z.string(), depth: z.int(), isOpen: z.boolean() },
        status: z.enum(['not-attempted', 'incomplete', 'completed', 'passed', 'failed']),
      }),
    ),
  }),
});

const HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'private, no-store',
};

/** The page around a package is ours, and loads nothing but the package. */
const playerPolicy = (nonce: string) =>
  `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}' 'unsafe-inline'; frame-src 'self'; ` +
  "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

/**
 * What packages are made for: scripts of their own, but nothing from or to anywhere else, in a document of no origin. It reads no cookie, no storage
 * and no window of the API's origin, and may be in frames of its own kind.
 */
const CONTENT_HEADERS = {
  ...HEADERS,
  'access-control-allow-origin': '*',
  'content-security-policy':
    `sandbox ${SANDBOX}; default-src 'self' data: blob:; script-src 'self' 'unsafe-inline' 'unsafe-eval'; ` +
    "style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; form-action 'none'",
};

const PARTS = ['a', 'b', 'c', 'd', 'e', 'f'];

/** The route of files so many parts below the package. */
function ScormFile(depth: number): MethodDecorator {
  const parts = PARTS.slice(0, depth);
  return applyDecorators(
    Get(`scorm-runs/:token/content/${parts.map((part) => `:${part}`).join('/')}`),
    Public(),
    SendsFile('application/octet-stream'),
    ...['token', ...parts].map((name) => ApiParam({ name, type: String })),
  );
}

/** A package as it runs. A browser cannot send a token along with each picture: the launch stands in the path. */
@ApiTags('SCORM runs')
@Controller('api/v1')
export class ScormRunController {
  constructor(
    private readonly runs: ScormRuns,
    private readonly packages: ScormPackages,
  ) {}

  @Post('enrolments/:id/units/:unitId/launch')
  @Requires('training:learn')
  @Answers(LaunchView, 201)
  async launchScormUnit(@Param('id') id: string, @Param('unitId') unitId: string) {
    const { token, expiresAt } = await this.runs.launch(id, unitId, actor());
    return { url: `/api/v1/scorm-runs/${token}/player`, expiresAt: expiresAt.toISOString() };
  }

  @Get('scorm-runs/:token/player')
  @Public()
  @SendsFile('text/html')
  async playScormUnit(@Param('token') token: string, @Res({ passthrough: true }) reply: FastifyReply) {
    const { values, sequence, place, launches } = await this.runs.shown(token);
    const nonce = randomBytes(16).toString('base64');
    const page = Buffer.from(playerPage({ source: sourceOf(launches), values, sequence, place }, nonce));
    const headers = { ...HEADERS, 'content-security-policy': playerPolicy(nonce) };
    return sent(reply, headers, 'text/html; charset=utf-8', new StreamableFile(page), page.length);
  }

  /** As often as the package commits; safe to repeat. Where it goes is told by the answer. */
  @Put('scorm-runs/:token/state')
  @Public()
  @Answers(StateView)
  async commitScormState(@Param('token') token: string, @Body({ schema: StateBody }) { sequence, ...told }: StateBody) {
    const { saved, refused, values, place, launches } = await this.runs.commit(token, sequence, told);
    const activities = [...place.activities];
    return { saved, refused, source: sourceOf(launches), values, place: { ...place, activities } };
  }

  @ScormFile(1)
  getScormFile(@Param() { token, ...path }: Path, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.#file(token, path, reply);
  }

  @ScormFile(2)
  getScormFile2(@Param() { token, ...path }: Path, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.#file(token, path, reply);
  }

  @ScormFile(3)
  getScormFile3(@Param() { token, ...path }: Path, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.#file(token, path, reply);
  }

  @ScormFile(4)
  getScormFile4(@Param() { token, ...path }: Path, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.#file(token, path, reply);
  }

  @ScormFile(5)
  getScormFile5(@Param() { token, ...path }: Path, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.#file(token, path, reply);
  }

  @ScormFile(6)
  getScormFile6(@Param() { token, ...path }: Path, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.#file(token, path, reply);
  }

  /** The gateway knows routes by how many parts they have, so each depth of folders is one of its own. */
  async #file(token: string, path: Readonly<Record<string, string>>, reply: FastifyReply) {
    const { scorm, packageId, values, timeLeft, place } = await this.runs.shown(token);
    const name = PARTS.flatMap((part) => path[part] ?? []).join('/');
    const { bytes, content } = await this.packages.file(packageId, name);
    const type = contentTypeOf(name);
    if (!type.startsWith('text/html')) return sent(reply, CONTENT_HEADERS, type, new StreamableFile(content), bytes);
    const open = place.activities.flatMap(({ id, isOpen }) => (isOpen ? [id] : []));
    const page = withApi(await wholeOf(content), { scorm, values, timeLeft, place: { ...place, open } });
    return sent(reply, CONTENT_HEADERS, type, new StreamableFile(page), page.length);
  }
}

async function wholeOf(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of content) pieces.push(piece);
  return Buffer.concat(pieces);
}

interface Path extends Readonly<Record<string, string>> {
  readonly token: string;
}

function sourceOf(launches: Launched | null): string | null {
  if (!launches) return null;
  return `content/${launches.entry.split('/').map(encodeURIComponent).join('/')}${launches.parameters}`;
}

function sent(
  reply: FastifyReply,
  headers: Readonly<Record<string, string>>,
  type: string,
  file: StreamableFile,
  bytes: number,
): StreamableFile {
  void reply.headers({ ...headers, 'content-type': type, 'content-length': String(bytes) });
  return file;
}
