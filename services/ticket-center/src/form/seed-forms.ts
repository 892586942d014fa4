import { readdir, readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { FormContent, FormKind } from './domain/form-content.js';

const FOLDER = new URL('../../forms/', import.meta.url);

interface SeedForm {
  readonly name: string;
  readonly kind: FormKind;
  readonly content: FormContent;
}

type SeedFile = Partial<FormContent> & Pick<FormContent, 'jsonSchema'> & { readonly kind?: FormKind };

/** What the processes and ticket types of the house ask people; blocks first. */
export async function readSeedForms(): Promise<SeedForm[]> {
  const files = (await readdir(FOLDER)).filter((file) => file.endsWith('.json')).sort();
  const forms = await Promise.all(files.map(readSeedForm));
  return forms.toSorted((a, b) => Number(b.kind === 'block') - Number(a.kind === 'block'));
}

async function readSeedForm(file: string): Promise<SeedForm> {
  const { kind = 'form', ...given } = JSON.parse(await readFile(new URL(file, FOLDER), 'utf8')) as SeedFile;
  const content = { uiSchema: {}, computed: {}, lookups: {}, indexed: [], ...given };
  return { name: basename(file, '.json'), kind, content };
}
