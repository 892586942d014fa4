import { randomUUID } from 'node:crypto';
import { Engine } from 'bpmn-engine';
import { BpmnModdle } from 'bpmn-moddle';
import { createPool, type Pool } from 'mysql2/promise';
import { TASKS, VARIABLES } from './ten-nodes.js';

const TABLE = `CREATE TABLE peer_state (id VARCHAR(36) PRIMARY KEY, state LONGTEXT NOT NULL)`;
const STORE = 'INSERT INTO peer_state (id, state) VALUES (?, ?) ON DUPLICATE KEY UPDATE state = VALUES(state)';
const LOAD = 'SELECT state FROM peer_state WHERE id = ?';

/** The same ten nodes as bpmn-engine wants them: functions for scripts instead of FEEL, and no timer. */
const SOURCE = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="file" targetNamespace="urn:bench"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><process id="measured" isExecutable="true">
  <startEvent id="begin"/><sequenceFlow id="f1" sourceRef="begin" targetRef="rate"/>
  <scriptTask id="rate" scriptFormat="native"><script>rate</script></scriptTask>
  <sequenceFlow id="f2" sourceRef="rate" targetRef="risky"/><exclusiveGateway id="risky" default="f4"/>
  <sequenceFlow id="f3" sourceRef="risky" targetRef="review">
    <conditionExpression xsi:type="tFormalExpression" language="native">risky</conditionExpression></sequenceFlow>
  <sequenceFlow id="f4" sourceRef="risky" targetRef="pass"/>
  <scriptTask id="review" scriptFormat="native"><script>pass</script></scriptTask>
  <scriptTask id="pass" scriptFormat="native"><script>pass</script></scriptTask>
  <sequenceFlow id="f5" sourceRef="review" targetRef="merge"/><sequenceFlow id="f6" sourceRef="pass" targetRef="merge"/>
  <exclusiveGateway id="merge"/><sequenceFlow id="f7" sourceRef="merge" targetRef="check"/>
  <userTask id="check"/><sequenceFlow id="f8" sourceRef="check" targetRef="note"/>
  <scriptTask id="note" scriptFormat="native"><script>note</script></scriptTask>
  <sequenceFlow id="f9" sourceRef="note" targetRef="settle"/>
  <userTask id="settle"/><sequenceFlow id="f10" sourceRef="settle" targetRef="total"/>
  <scriptTask id="total" scriptFormat="native"><script>total</script></scriptTask>
  <sequenceFlow id="f11" sourceRef="total" targetRef="end"/><endEvent id="end"/></process></definitions>`;

type Output = Record<string, number | string>;
interface Scope {
  readonly environment: { readonly variables: typeof VARIABLES; readonly output: Output };
}
type Done = (error: Error | null, result?: boolean) => void;

const set =
  (name: string, value: (of: typeof VARIABLES, output: Output) => number | string) => (scope: Scope, done: Done) => {
    const { variables, output } = scope.environment;
    output[name] = value(variables, output);
    done(null);
  };
const SCRIPTS: Record<string, (scope: Scope, done: Done) => void> = {
  rate: set('risk', ({ amount }) => (amount > 1_000 ? 2 : 1)),
  f3: ({ environment }, done) => done(null, Number(environment.output.risk) > 1 && !environment.variables.vip),
  review: set('limit', ({ amount }) => amount / 2),
  pass: set('limit', ({ amount }) => amount),
  note: set('noted', ({ customer, country }) => `${customer} of ${country}`),
  total: set('sum', (_, { limit, risk }) => Number(limit) * Number(risk)),
};
const scripts = {
  register: () => undefined,
  getScript: (_language: string, { id }: { id: string }) => ({ execute: SCRIPTS[id] }),
};
const WITH_SCRIPTS = { scripts: scripts as never };

/** bpmn-engine, its state stored at each wait and at the end, and taken up by an engine of its own for each command. */
export class PeerEngine {
  private constructor(
    private readonly pool: Pool,
    private readonly moddleContext: unknown,
  ) {}

  static async open(url: string, database: string): Promise<PeerEngine> {
    const pool = createPool({ uri: url, database, connectionLimit: 10 });
    await pool.query(TABLE);
    return new PeerEngine(pool, await new BpmnModdle({}).fromXML(SOURCE));
  }

  /** Instances per second, so many of them under way at once. */
  async flood(instances: number, atOnce: number): Promise<number> {
    let next = 0;
    const start = performance.now();
    const one = async () => {
      while (next++ < instances) await this.#through(randomUUID());
    };
    await Promise.all(Array.from({ length: atOnce }, one));
    return instances / ((performance.now() - start) / 1_000);
  }

  close(): Promise<void> {
    return this.pool.end();
  }

  async #through(id: string): Promise<void> {
    const engine = new Engine({ name: 'measured', moddleContext: this.moddleContext, ...WITH_SCRIPTS } as never);
    await engine.execute({ variables: VARIABLES });
    await this.#store(id, engine);
    for (const task of TASKS) await this.#complete(id, task);
  }

  async #complete(id: string, task: string): Promise<void> {
    const [rows] = await this.pool.query(LOAD, [id]);
    const state = JSON.parse((rows as { state: string }[])[0]!.state) as never;
    const engine = new Engine(WITH_SCRIPTS).recover(state);
    const execution = await engine.resume();
    execution.signal({ id: task });
    await this.#store(id, engine);
  }

  async #store(id: string, engine: Engine): Promise<void> {
    const state = await engine.getState();
    // One that has ended never answers to being stopped.
    if (String(engine.state) === 'running') await engine.stop();
    await this.pool.query(STORE, [id, JSON.stringify(state)]);
  }
}
