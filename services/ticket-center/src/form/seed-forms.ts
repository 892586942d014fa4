import { readdir, readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Form } from './form.schema.js';

const FOLDER = new URL('../../forms/', import.meta.url);

type SeedForm = Pick<Form, 'name' | 'jsonSchema' | 'uiSchema'>;

/** What the processes of the house ask people. */
export async function readSeedForms(): Promise<SeedForm[]> {
  const files = (await readdir(FOLDER)).filter((file) => file.endsWith('.json')).sort();
  return Promise.all(files.map(readSeedForm));
}

async function readSeedForm(file: string): Promise<SeedForm> {
  const content = JSON.parse(await readFile(new URL(file, FOLDER), 'utf8')) as Omit<SeedForm, 'name'>;
  return { name: basename(file, '.json'), ...content };
}
