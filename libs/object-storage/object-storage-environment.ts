import { z } from 'zod';
import { areMasterKeys } from '#libs/sealing/master-keys';

/** Where objects are kept in a cluster; the embedded profile keeps them in the data folder. */
export const ObjectStorageVariables = {
  OBJECT_STORAGE_URL: z
    .url({ protocol: /^(file|https?)$/, error: 'expected file:///folder or https://host:port/bucket' })
    .optional()
    .describe('where objects are kept: a folder all instances share, or a bucket of an S3-compatible service'),
  OBJECT_STORAGE_REGION: z.string().optional().describe('the region of the bucket; us-east-1 when left out'),
  OBJECT_STORAGE_ACCESS_KEY: z.string().optional().describe('the access key of the bucket'),
  OBJECT_STORAGE_SECRET_KEY: z.string().optional().describe('the secret key of the bucket'),
  OBJECT_STORAGE_MASTER_KEYS: z
    .string()
    .refine(areMasterKeys, 'expected <id>:<base64 of 32 bytes>, several joined by commas')
    .optional()
    .describe('what objects are encrypted with, the newest first; older ones open what they once sealed'),
};

export type ObjectStorageEnvironment = z.output<z.ZodObject<typeof ObjectStorageVariables>>;
type Variables = ObjectStorageEnvironment & { readonly PROFILE: string };

const isCluster = ({ PROFILE }: Variables) => PROFILE === 'cluster';
const isBucket = (env: Variables) => isCluster(env) && (env.OBJECT_STORAGE_URL?.startsWith('http') ?? false);
const NEEDED = {
  OBJECT_STORAGE_URL: isCluster,
  OBJECT_STORAGE_MASTER_KEYS: isCluster,
  OBJECT_STORAGE_ACCESS_KEY: isBucket,
  OBJECT_STORAGE_SECRET_KEY: isBucket,
} as const;

/** For the environment of a program that keeps objects: in a cluster it must say where, and by which keys. */
export function keepingObjects<Schema extends z.ZodType<Variables>>(environment: Schema): Schema {
  return Object.entries(NEEDED).reduce(
    (schema, [variable, isNeeded]) =>
      schema.refine((env) => !isNeeded(env) || env[variable as keyof typeof NEEDED] !== undefined, {
        path: [variable],
        error: 'needed when PROFILE is cluster',
        // Also when another variable is wrong: a person wants to hear of all mistakes at once.
        when: () => true,
      }),
    environment,
  );
}
