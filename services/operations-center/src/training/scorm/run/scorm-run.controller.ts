import { actor } from '#libs/web/actor';
import { Answers, SendsFile } from '#libs/web/answers';
import { Public, Requires } from '#libs/web/permissions';
import { applyDecorators, Body, Controller, Get, Param, Post, Put, Res, StreamableFile } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { ScormPackages } from '../package/scorm-packages.js';
import { contentTypeOf } from './content-type-of.js';
import { playerPage } from './player.js';
import { ScormRuns } from './scorm-runs.js';

const LaunchView = z.object({
  url: z.string().describe('of the page to show, good for this learner and package alone'),
  expiresAt: z.iso.datetime(),
});
const StateBody = z.object({
  sequence: z.int().min(1).describe('grows with every commit of a launch'),
  values: z.record(z.string().max(120), z.string().max(70_000)).describe('elements of the data model'),
});
type StateBody = z.infer<typeof StateBody>;
const StateView = z.object({ saved: z.boolean() });

/** What packages are made for: scripts of their own, but nothing from or to anywhere else. */
const POLICY =
  "default-src 'self' data: blob:; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; " +
  "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";
const HEADERS = {
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'private, no-store',
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
    const { launch, values, sequence } = await this.runs.begin(token);
    const { scorm, entry, parameters } = await this.packages.get(launch.packageId);
    const source = `content/${entry.split('/').map(encodeURIComponent).join('/')}${parameters}`;
    const page = Buffer.from(playerPage({ scorm, source, values, sequence }));
    return sent(reply, 'text/html; charset=utf-8', new StreamableFile(page), page.length);
  }

  /** As often as the package commits; safe to repeat. */
  @Put('scorm-runs/:token/state')
  @Public()
  @Answers(StateView)
  async commitScormState(@Param('token') token: string, @Body({ schema: StateBody }) { sequence, values }: StateBody) {
    return { saved: await this.runs.commit(token, sequence, values) };
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
    const { packageId } = await this.runs.of(token);
    const name = PARTS.flatMap((part) => path[part] ?? []).join('/');
    const { bytes, content } = await this.packages.file(packageId, name);
    return sent(reply, contentTypeOf(name), new StreamableFile(content), bytes);
  }
}

interface Path extends Readonly<Record<string, string>> {
  readonly token: string;
}

function sent(reply: FastifyReply, type: string, file: StreamableFile, bytes: number): StreamableFile {
  void reply.headers({ ...HEADERS, 'content-type': type, 'content-length': String(bytes) });
  return file;
}
