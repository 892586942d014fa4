import { z } from 'zod';
import type { Segment } from '../domain/transcript.js';
import { NotHeard, type Transcribed } from './transcriber.js';

const MOST_SEGMENTS = 50_000;
const MOST_CHARACTERS = 10_000;
const UNKNOWN = { speaker: 'unknown', language: 'und' };

/** `verbose_json`, in seconds; speakers where the engine tells them apart. */
const Answer = z.object({
  language: z.string().nullish(),
  segments: z
    .array(
      z.object({
        start: z.number().min(0),
        end: z.number().min(0),
        text: z.string(),
        speaker: z.string().nullish(),
        avg_logprob: z.number().nullish(),
        confidence: z.number().min(0).max(1).nullish(),
      }),
    )
    .max(MOST_SEGMENTS),
});

/** Engines of Whisper's kind name languages in English. */
const NAMED: Readonly<Record<string, string>> = {
  ...{ chinese: 'zh', mandarin: 'zh', cantonese: 'yue', english: 'en', french: 'fr', german: 'de', spanish: 'es' },
  ...{ japanese: 'ja', korean: 'ko', russian: 'ru', portuguese: 'pt', italian: 'it', arabic: 'ar', dutch: 'nl' },
};

/** What a recogniser answered, as segments in their order that do not go beyond the recording. @throws NotHeard */
export function heard(answer: unknown, asked: string | null, durationMs: number): Transcribed {
  const { success, data } = Answer.safeParse(answer);
  if (!success) throw new NotHeard('answer-unreadable', true);
  const segments = data.segments
    .filter(({ text }) => text.trim() !== '')
    .map((each): Segment => {
      const fromMs = Math.min(ms(each.start), durationMs);
      const confidence = each.confidence ?? certaintyOf(each.avg_logprob ?? undefined);
      return {
        speaker: speakerOf(each.speaker ?? ''),
        ...{ fromMs, toMs: Math.max(fromMs, Math.min(ms(each.end), durationMs)) },
        text: each.text.trim().slice(0, MOST_CHARACTERS),
        ...(confidence !== undefined && { confidence: Math.min(1, Math.round(1_000 * confidence) / 1_000) }),
      };
    })
    .sort((a, b) => a.fromMs - b.fromMs);
  return { language: asked ?? languageOf(data.language ?? ''), segments };
}

function speakerOf(said: string): string {
  return said === '' ? UNKNOWN.speaker : said.slice(0, 64);
}

/** @param logProbability the mean of its words */
function certaintyOf(logProbability: number | undefined): number | undefined {
  return logProbability === undefined ? undefined : Math.exp(logProbability);
}

function languageOf(said: string): string {
  const named = NAMED[said.toLowerCase()];
  if (named !== undefined) return named;
  return /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(said) ? said : UNKNOWN.language;
}

function ms(seconds: number): number {
  return Math.round(1_000 * seconds);
}
