import { describe, expect, it } from '@jest/globals';
import { compileExpression, ExpressionFault, namesOf } from './compile.js';

const names = (text: string, known?: string[]) => [...compileExpression(text, known).names].sort();

describe('the names of an expression', () => {
  it.each([
    ['a + b.c', ['a', 'b']],
    ['count(items) > limit', ['items', 'limit']],
    ['for x in items return x + y', ['items', 'y']],
    ['for x in items, y in x.parts return x + y', ['items']],
    ['for x in items return count(partial)', ['items']],
    ['some x in items satisfies x > y', ['items', 'y']],
    ['sort(items, function(x, y) x.age < y.age + z)', ['items', 'z']],
    ['{ a: b, c: a + d }', ['b', 'd']],
    ['orders[item.total > limit]', ['limit', 'orders']],
    ['[x, function(x) x]', ['x']],
    ['a instance of number', ['a']],
    ['sort(items, min)', ['items']],
    ['sort(list: items, precedes: min)', ['items']],
    ['count > 3 and abs(sum) < min', ['count', 'min', 'sum']],
    ['now() > due and today() != day', ['day', 'due']],
    ['f(1, 2).x', null],
    ['客户.等级 > 3', ['客户']],
    ['"a" + \'b\'', null],
    ['a // b', ['a']],
  ])('%s', (text, expected) => {
    if (expected) expect(names(text)).toEqual(expected);
    else expect(() => names(text)).toThrow(ExpressionFault);
  });

  it('have spaces where the variables have them', () => {
    expect(names('Order Form.total > base limit', ['Order Form', 'base limit'])).toEqual(['Order Form', 'base limit']);
    expect(names('Order   Form.total', ['Order Form'])).toEqual(['Order Form']);
  });

  it('are unsure in filters, where elements have fields', () => {
    const { variables, perhaps } = namesOf('orders[status = wanted and total > limit] = limit');
    expect([...variables].sort()).toEqual(['limit', 'orders', 'status', 'total', 'wanted']);
    expect([...perhaps].sort()).toEqual(['status', 'total', 'wanted']);
  });
});

describe('an expression that cannot be', () => {
  it.each([
    ['', 'it is empty'],
    ['a +', 'something is missing at the end of: a +'],
    ['a ? b', '"? b" is not understood in: a ? b'],
    ['1) + (2', '") + (2" is not understood in: 1) + (2'],
    ['${amount > 5}', '"${amount > 5}" is not understood in: ${amount > 5}'],
    ['amount && 5', '"&& 5" is not understood in: amount && 5'],
    ['count(items) > count', '"count" is both a function and a variable in: count(items) > count'],
    ['lenght(a)', 'there is no function "lenght" in: lenght(a)'],
    ['test.contains("a")', 'there is no function "test.contains" in: test.contains("a")'],
  ])('%s: %s', (text, sentence) => {
    expect(() => compileExpression(text)).toThrow(sentence);
  });
});
