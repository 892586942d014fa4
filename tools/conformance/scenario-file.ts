import { z } from 'zod';

const Variables = z
  .string()
  .transform((text) => z.record(z.string(), z.json()).parse(JSON.parse(text)))
  .default({});
const Place = z.object({ element_name: z.string().optional(), element_id: z.string().optional(), state: z.string() });

const action = <Name extends string, Args extends z.ZodType>(name: Name, args: Args) =>
  z.object({ action: z.literal(name), args });
const verification = <Name extends string, Args extends z.ZodType>(name: Name, args: Args) =>
  z.object({ verification: z.literal(name), args });

const Action = z.discriminatedUnion('action', [
  action('create-instance', z.object({ bpmn_process_id: z.string(), variables: Variables })),
  action('complete-task', z.object({ job_type: z.string(), variables: Variables })),
  action('throw-error', z.object({ job_type: z.string(), error_code: z.string() })),
  action('publish-message', z.object({ message_name: z.string(), correlation_key: z.string(), variables: Variables })),
  action('cancel-instance', z.unknown().optional()),
  action('await-element-instance-state', Place),
]);

const Verification = z.discriminatedUnion('verification', [
  verification('element-instance-state', Place),
  verification('workflow-instance-state', z.object({ state: z.string() })),
  verification('workflow-instance-variable', z.object({ name: z.string(), value: z.string() })),
  verification('incident-state', z.object({ error_type: z.string(), state: z.string(), element_id: z.string() })),
]);

/** What a *-spec.yaml holds: models, and what is done to them and must then be so. */
export const ScenarioFile = z.object({
  resources: z.array(z.string()),
  testCases: z.array(z.object({ name: z.string(), actions: z.array(Action), verifications: z.array(Verification) })),
});

export type Scenario = z.infer<typeof ScenarioFile>['testCases'][number];
export type Action = z.infer<typeof Action>;
export type Verification = z.infer<typeof Verification>;
