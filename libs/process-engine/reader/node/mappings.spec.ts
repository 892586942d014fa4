import { describe, expect, it } from '@jest/globals';
import { extended, nodeOf, refusal, withRoots } from '../../../testing/process/read-nodes.js';

describe('data', () => {
  it('goes in and out by our own elements', async () => {
    const mappings = '<sb:input target="id" value="customer.id"/><sb:output target="name" value="result.name"/>';
    expect(await nodeOf(extended('userTask', mappings))).toMatchObject({
      input: [{ target: 'id', value: { text: 'customer.id', names: ['customer'] } }],
      output: [{ target: 'name', value: { text: 'result.name', names: ['result'] } }],
    });
  });

  it('goes into what is thrown, and out of what is caught', async () => {
    expect(
      (
        await withRoots(
          `<endEvent id="x"><extensionElements><sb:input target="a" value="1"/></extensionElements></endEvent>`,
        )
      ).nodes['x'],
    ).toMatchObject({
      input: [{ target: 'a' }],
    });
    expect(await refusal(extended('endEvent', '<sb:output target="a" value="1"/>'))).toMatchObject([
      { code: 'extension-place' },
    ]);
    expect(await refusal(extended('exclusiveGateway', '<sb:input target="a" value="1"/>'))).toMatchObject([
      { code: 'extension-place' },
    ]);
  });

  it.each(['<sb:input value="1"/>', '<sb:output target="" value="1"/>'])('needs a target: %s', async (mapping) => {
    expect(await refusal(extended('task', mapping))).toMatchObject([{ code: 'mapping', element: 'x' }]);
  });

  it('needs a value', async () => {
    expect(await refusal(extended('task', '<sb:input target="a"/>'))).toMatchObject([
      { code: 'expression', element: 'x' },
    ]);
  });

  const objects = '<dataObject id="d" name="the order"/><dataObjectReference id="ref" dataObjectRef="d"/>';
  const io = (outputs: string, associations: string) =>
    `<userTask id="x"><ioSpecification><dataInput id="in" name="what"/>${outputs}<inputSet/><outputSet/></ioSpecification>${associations}</userTask>`;
  const out = (inner: string) => `<dataOutputAssociation id="a">${inner}</dataOutputAssociation>`;
  const into = (inner: string) => `<dataInputAssociation id="a">${inner}</dataInputAssociation>`;

  it('goes in by the associations of BPMN', async () => {
    expect(await nodeOf(objects, io('', into('<sourceRef>ref</sourceRef><targetRef>in</targetRef>')))).toMatchObject({
      input: [{ target: 'what', value: { text: 'the order', names: ['the order'] } }],
    });
  });

  it('has the names the file gives it, whatever signs are in them', async () => {
    const named = '<dataObject id="d1" name="order-no"/><property id="d2" name="net+tax"/>';
    const task = '<scriptTask id="x"><script>order-no + net+tax - other</script></scriptTask>';
    expect(await nodeOf(named, task)).toMatchObject({ script: { names: ['order-no', 'net+tax', 'other'] } });
  });

  it('comes out by them: one output is the result, of several each is a part', async () => {
    const one = '<dataOutput id="o1" name="answer"/>';
    const association = out('<sourceRef>o1</sourceRef><targetRef>ref</targetRef>');
    expect(await nodeOf(objects, io(one, association))).toMatchObject({
      output: [{ target: 'the order', value: { text: 'result' } }],
    });
    expect(await nodeOf(objects, io(`${one}<dataOutput id="o2"/>`, association))).toMatchObject({
      output: [{ target: 'the order', value: { text: 'get value(result, "answer")' } }],
    });
  });

  it('is transformed and assigned by them', async () => {
    const transformed = out('<targetRef>ref</targetRef><transformation>result.a + 1</transformation>');
    expect(await nodeOf(objects, io('', transformed))).toMatchObject({
      output: [{ target: 'the order', value: { text: 'result.a + 1' } }],
    });
    const assigned = out('<targetRef>ref</targetRef><assignment><from>result.a</from><to>total</to></assignment>');
    expect(await nodeOf(objects, io('', assigned))).toMatchObject({
      output: [{ target: 'total', value: { text: 'result.a' } }],
    });
  });

  it('is not kept in data stores', async () => {
    const store = '<dataStoreReference id="store"/>';
    expect(await refusal(store, io('', into('<sourceRef>store</sourceRef><targetRef>in</targetRef>')))).toMatchObject([
      { code: 'data-store' },
    ]);
  });
});
