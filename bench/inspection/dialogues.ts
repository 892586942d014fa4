import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { Speaker, Turn } from '#libs/quality-rules/transcript/turn';

const FILES = { chinese: ['dialogues-zh', 'crosswoz-200.json'], english: ['retail', 'dialogues.json'] } as const;
const SPEAKERS: Readonly<Record<string, Speaker>> = {
  agent: 'agent',
  assistant: 'agent',
  customer: 'customer',
  user: 'customer',
};
const SPOKEN_MS = 5_000;

const Dialogues = z.array(z.object({ messages: z.array(z.object({ role: z.string(), text: z.string() })) }));

export type Language = keyof typeof FILES;
export type Dialogue = readonly Turn[];

/**
 * What people said to each other, a turn every five seconds; what programs answered is left out.
 * @throws Error when the folder has no such file.
 */
export function dialogues(folder: string, language: Language): Dialogue[] {
  const path = join(folder, ...FILES[language]);
  if (!existsSync(path)) throw new Error(`${resolve(path)} is not there; name a folder like shared/data`);
  return Dialogues.parse(JSON.parse(readFileSync(path, 'utf8'))).map(({ messages }) =>
    messages
      .filter(({ role }) => role in SPEAKERS)
      .map(({ role, text }, index) => ({
        ...{ speaker: SPEAKERS[role]!, text },
        ...{ from: index * SPOKEN_MS, to: (index + 1) * SPOKEN_MS },
      })),
  );
}
