import { randomUUID } from 'node:crypto';
import { currentTenant } from '#libs/persistence/tenant/tenant-context';
import { AddressNotOutside, OutsideAddresses } from '#libs/web/outside/outside-address';
import { Injectable } from '@nestjs/common';
import { Agent, request, type Dispatcher } from 'undici';
import { heard } from './heard.js';
import { multipart } from './multipart.js';
import { NotHeard, Transcriber, type Hearing, type Transcribable, type Transcribed } from './transcriber.js';

const CONNECT_MS = 5_000;
const MOST_MS = 10 * 60_000;
const MOST_BYTES = 32 * 1024 * 1024;
/** It would say the same again. */
const FINAL = new Set([400, 404, 405, 413, 415, 422]);

/** Asks a recogniser with the interface of OpenAI's `POST /v1/audio/transcriptions`, which many others have too, for `verbose_json`. */
@Injectable()
export class OutsideRecogniser extends Transcriber {
  constructor(private readonly addresses: OutsideAddresses) {
    super();
  }

  async transcribe(recording: Transcribable, hearing: Hearing, until: AbortSignal): Promise<Transcribed> {
    const agent = this.#agent();
    try {
      const answer = await this.#ask(agent, recording, hearing, until);
      return heard(answer, hearing.language, recording.durationMs);
    } finally {
      await agent.destroy();
    }
  }

  async #ask(agent: Agent, recording: Transcribable, hearing: Hearing, until: AbortSignal): Promise<unknown> {
    const url = `${hearing.baseUrl.replace(/\/+$/, '')}/audio/transcriptions`;
    const form = formOf(recording, hearing);
    try {
      this.addresses.refuseInside(currentTenant(), url);
      const answer = await request(url, {
        dispatcher: agent,
        method: 'POST',
        body: form.body(),
        headers: {
          accept: 'application/json',
          'content-type': form.contentType,
          'content-length': String(form.contentLength),
          ...(hearing.secret !== null && { authorization: `Bearer ${hearing.secret}` }),
        },
        signal: AbortSignal.any([until, AbortSignal.timeout(MOST_MS)]),
      });
      return await bodyOf(answer);
    } catch (error) {
      if (error instanceof NotHeard) throw error;
      if (error instanceof AddressNotOutside) throw new NotHeard('address-not-outside', true);
      throw new NotHeard('unreachable');
    }
  }

  #agent(): Agent {
    const connect = { lookup: this.addresses.lookupFor(currentTenant()), timeout: CONNECT_MS };
    return new Agent({ headersTimeout: MOST_MS, bodyTimeout: MOST_MS, maxResponseSize: MOST_BYTES, connect });
  }
}

async function bodyOf({ statusCode, body }: Dispatcher.ResponseData): Promise<unknown> {
  if (statusCode !== 200) {
    await body.dump();
    throw new NotHeard(`status-${statusCode}`, FINAL.has(statusCode));
  }
  const text = await body.text();
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new NotHeard('answer-unreadable', true);
  }
}

function formOf(recording: Transcribable, { model, language }: Hearing) {
  const type = recording.contentType.split(';', 1)[0]!;
  const fields = {
    ...{ model, response_format: 'verbose_json', 'timestamp_granularities[]': 'segment' },
    ...(language !== null && { language: language.split('-', 1)[0]! }),
  };
  const name = `recording.${type.split('/')[1]!.replace(/^x-/, '')}`;
  const content = () => recording.content();
  return multipart(fields, { name, contentType: type, bytes: recording.bytes, content }, randomUUID());
}
