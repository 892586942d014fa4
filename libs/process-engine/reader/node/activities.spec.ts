import { describe, expect, it } from '@jest/globals';
import { bpmn } from '../../../testing/process/bpmn-text.js';
import { extended, nodeOf, readFile, refusal, withRoots } from '../../../testing/process/read-nodes.js';

describe('a service task', () => {
  const call = (attributes: string, inner = '') => extended('serviceTask', `<sb:call ${attributes}>${inner}</sb:call>`);

  it('is called as it says', async () => {
    const retry = '<sb:retry attempts="5" backoff="PT2S" factor="3" maximum="PT1M"/>';
    expect(
      await nodeOf(
        call('connector="crm" effect="read" timeout="PT1M0.5S" fallback="{ found: false }" independent="true"', retry),
      ),
    ).toMatchObject({
      connector: 'crm',
      effect: 'read',
      timeout: 60_500,
      fallback: { text: '{ found: false }' },
      independent: true,
      retry: { attempts: 5, backoff: 2_000, factor: 3, maximum: 60_000 },
    });
  });

  it('may be answered by a callback, for as long as it says', async () => {
    expect(await nodeOf(call('connector="crm" callback="PT48H"'))).toMatchObject({ callback: 48 * 3_600_000 });
    expect(await nodeOf(call('connector="crm"'))).toMatchObject({ callback: undefined });
  });

  it('writes, and is tried three times, unless it says otherwise', async () => {
    expect(await nodeOf(call('connector="crm"'))).toMatchObject({
      effect: 'write',
      independent: false,
      retry: { attempts: 3, backoff: 1_000, factor: 2, maximum: 60_000 },
    });
  });

  it('may be tried once, and wait equally long', async () => {
    expect(await nodeOf(call('', '<sb:retry attempts="1" factor="1"/>'))).toMatchObject({
      retry: { attempts: 1, factor: 1 },
    });
  });

  it('without a connector is read; the checks say so', async () => {
    expect(await nodeOf('<serviceTask id="x"/>')).toMatchObject({ connector: '', effect: 'write', independent: false });
  });

  it.each([
    ['effect="both"', ''],
    ['independent="yes"', ''],
    ['timeout="5s"', ''],
    ['timeout="P1D"', ''],
    ['callback="soon"', ''],
    ['callback="PT9000H"', ''],
    ['', '<sb:retry attempts="0"/>'],
    ['', '<sb:retry attempts="many"/>'],
    ['', '<sb:retry factor="0.5"/>'],
    ['', '<sb:retry backoff="1"/>'],
    ['', '<sb:retry maximum="P1M"/>'],
  ])('is refused: %s %s', async (attributes, inner) => {
    expect(await refusal(call(attributes, inner))).toMatchObject([{ code: 'call', element: 'x', severity: 'error' }]);
  });

  it('is refused with two calls', async () => {
    expect(await refusal(extended('serviceTask', '<sb:call connector="a"/><sb:call connector="b"/>'))).toMatchObject([
      { code: 'call' },
    ]);
  });
});

describe('a user task', () => {
  it('has a form, a procedure, a rule of assignment and an SLA', async () => {
    expect(
      await nodeOf('<userTask id="x" sb:form="f" sb:sop="s" sb:assignment="by-skill" sb:sla="gold"/>'),
    ).toMatchObject({
      kind: 'user-task',
      form: 'f',
      sop: 's',
      assignment: { rule: 'by-skill' },
      sla: 'gold',
    });
  });

  const role = (tag: string, inner: string) => `<${tag} id="${tag}">${inner}</${tag}>`;
  const expression = (text: string) =>
    `<resourceAssignmentExpression><formalExpression>${text}</formalExpression></resourceAssignmentExpression>`;

  it('has the performer and the potential owners of BPMN', async () => {
    const { nodes } = await readFile(
      bpmn(
        '<resource id="second-line" name="Second line"/>',
        '<process id="p" isExecutable="true"><userTask id="x">',
        role('humanPerformer', expression('ticket.owner')),
        role('potentialOwner', '<resourceRef>second-line</resourceRef>'),
        '</userTask></process>',
      ),
    );
    expect(nodes['x']).toMatchObject({
      assignment: {
        performer: { text: 'ticket.owner', names: ['ticket'] },
        candidates: { text: '"Second line"', names: [] },
      },
    });
  });

  it('is refused when that is said twice, or not at all', async () => {
    const twice =
      role('potentialOwner', expression('a')) + '<potentialOwner id="second">' + expression('b') + '</potentialOwner>';
    expect(await refusal(`<userTask id="x">${twice}</userTask>`)).toMatchObject([{ code: 'assignment', element: 'x' }]);
    expect(await refusal(`<userTask id="x">${role('performer', '')}</userTask>`)).toMatchObject([
      { code: 'assignment' },
    ]);
    const bound = expression('a') + '<resourceParameterBinding id="b"/>';
    expect(await refusal(`<userTask id="x">${role('performer', bound)}</userTask>`)).toMatchObject([
      { code: 'assignment' },
    ]);
  });
});

describe('other activities', () => {
  it('a script is FEEL', async () => {
    expect(
      await nodeOf(
        '<scriptTask id="x" scriptFormat="application/feel" sb:resultVariable="sum"><script>a + b</script></scriptTask>',
      ),
    ).toMatchObject({
      script: { text: 'a + b', names: ['a', 'b'] },
      resultVariable: 'sum',
    });
    expect(await refusal('<scriptTask id="x" scriptFormat="groovy"><script>a</script></scriptTask>')).toMatchObject([
      { code: 'language' },
    ]);
    expect(await refusal('<scriptTask id="x"/>')).toMatchObject([{ code: 'expression' }]);
  });

  it('a business rule names its decision', async () => {
    expect(await nodeOf('<businessRuleTask id="x" sb:decision="discount" sb:resultVariable="rate"/>')).toMatchObject({
      decision: 'discount',
      resultVariable: 'rate',
    });
  });

  it('a call names a process, whatever the namespace, and a version', async () => {
    expect(await nodeOf('<callActivity id="x" calledElement="refund"/>')).toMatchObject({
      called: 'refund',
      version: 'latest',
    });
    expect(
      await nodeOf('<callActivity id="x" xmlns:n="urn:n" calledElement="n:refund" sb:version="3"/>'),
    ).toMatchObject({ called: 'refund', version: 3 });
    expect(await nodeOf('<callActivity id="x" calledElement="refund" sb:version="1"/>')).toMatchObject({ version: 1 });
    expect(await refusal('<callActivity id="x"/>')).toMatchObject([{ code: 'called' }]);
    expect(await refusal('<callActivity id="x" calledElement="a" sb:version="newest"/>')).toMatchObject([
      { code: 'called' },
    ]);
  });

  it.each([
    ['<task id="x"/>', 'task'],
    ['<manualTask id="x"/>', 'manual-task'],
    ['<subProcess id="x"/>', 'sub-process'],
    [
      '<subProcess id="x" triggeredByEvent="true"><startEvent id="s"><signalEventDefinition signalRef="sig"/></startEvent></subProcess>',
      'event-sub-process',
    ],
  ])('%s', async (drawn, kind) => {
    expect((await withRoots(drawn)).nodes['x']).toMatchObject({ kind });
  });

  it('a transaction is a sub-process, and undone by compensation only', async () => {
    expect(await nodeOf('<transaction id="x" method="##Compensate"/>')).toMatchObject({ transaction: true });
    expect(await refusal('<transaction id="x" method="##Store"/>')).toMatchObject([
      { code: 'unsupported', element: 'x' },
    ]);
    expect(await nodeOf('<transaction id="x"/>')).toMatchObject({ kind: 'sub-process', transaction: true });
  });

  it('have token quantities', async () => {
    expect(await nodeOf('<task id="x"/>')).toMatchObject({ startQuantity: 1, completionQuantity: 1 });
    expect(await nodeOf('<task id="x" startQuantity="2" completionQuantity="3"/>')).toMatchObject({
      startQuantity: 2,
      completionQuantity: 3,
    });
    expect(await refusal('<task id="x" startQuantity="0"/>')).toMatchObject([{ code: 'quantity' }]);
  });
});
