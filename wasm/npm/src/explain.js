// What is wrong with a value that is not plainly valid.
import { charset, few, fewEnd, fewLimit, many, manyEnd, manyLimit, start, syntax, type } from '#rules';
import { show } from './show.js';

// Every character of a set is one unit, so up to the first that is not in it
// units and code points count the same.
const addChar = (violations, rules, rule, before, after, index, value) => {
  const code = value.codePointAt(index);
  const char = String.fromCodePoint(code);
  add(violations, rules, rule, before + show(char, code) + after, index, char);
};

// A text is unusual where the regular expression of that name finds it so.
export const explain = (violations, value, rules, unusual) => {
  if (value == null && !rules[7]) return;
  if (value === undefined) return add(violations, rules, 'required', rules[7]);
  if (typeof value != 'string') return add(violations, rules, 'type', type);
  let actual = 0;
  for (let i = 0; i < value.length; i++, actual++) {
    // U+D800 to U+DFFF, and not the first half of a pair.
    if (value.charCodeAt(i) >> 11 == 27 && value.codePointAt(i++) >> 11 == 27) return add(violations, rules, 'syntax', syntax, actual);
  }
  if (rules[1] > actual) add(violations, rules, 'minLength', few + actual + fewLimit + rules[1] + fewEnd, 0, undefined, actual, rules[1]);
  if (actual > rules[2]) add(violations, rules, 'maxLength', many + actual + manyLimit + rules[2] + manyEnd, rules[2], undefined, actual, rules[2]);
  if (value && unusual && rules[6]) {
    const index = value.search(rules[6]);
    // Where no character is wrong in itself, the first one is in its place.
    if (index < 1 || rules[3].test(value[0])) addChar(violations, rules, 'start', start, rules[5], 0, value);
    if (index > -1) addChar(violations, rules, 'charset', charset, rules[4], index, value);
  }
};

// No closures here: an invalid request would pay for making them.
const add = (violations, rules, rule, text, index, char, actual, limit) => {
  violations.push({ field: rules[0], rule, message: rules[0] + text, index, limit, actual, char });
};
