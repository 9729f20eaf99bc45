// The violations of a request, the documented answer to it, and pages.
import { charset, few, fields, many, mostLimit, object, start, syntax, type, usualLimit } from '#rules';
import { checkEach, isPlain } from '#check';
import { show } from './show.js';

// No closures below: an invalid request would pay for making them.
const add = (violations, [field], rule, text, index, limit, actual, char) => {
  violations.push({ rule, index, limit, actual, char, field, path: [field], message: field + text });
};

// Every character of a set is one unit, so up to the first that is not in it
// units and code points count the same.
const addChar = (violations, rules, rule, before, after, value, index) => {
  if (index < 0) return;
  const [char] = value.slice(index);
  add(violations, rules, rule, before + show(char) + after, index, undefined, undefined, char);
};

// Says what is wrong with a value that is not plainly valid.
const explain = (violations, value, rules) => {
  if (value == null && !rules[7]) return;
  if (value === undefined) return add(violations, rules, 'required', rules[7]);
  if (typeof value != 'string') return add(violations, rules, 'type', type);
  let actual = 0;
  for (const char of value) {
    // U+D800 to U+DFFF: half a surrogate pair.
    if (char.codePointAt() >> 11 == 27) return add(violations, rules, 'syntax', syntax, actual);
    actual++;
  }
  if (actual < rules[1]) add(violations, rules, 'minLength', few(actual, rules[1]), 0, rules[1], actual);
  if (actual > rules[2]) add(violations, rules, 'maxLength', many(actual, rules[2]), rules[2], rules[2], actual);
  if (rules[5]) {
    // 0, or -1 for a first character that may stand there.
    addChar(violations, rules, 'start', start, rules[4], value, (value && rules[3].test(value[0])) - 1);
    addChar(violations, rules, 'charset', charset, rules[6], value, value.search(rules[5]));
  }
};

const check = (violations, value, rules) => {
  if (typeof value != 'string' || !isPlain(value, rules)) explain(violations, value, rules);
  return violations;
};

export const validateField = (field, value) => check([], value, fields[field]);

export const validate = (value) =>
  Object(value) !== value || Array.isArray(value)
    ? [{ field: '', path: [], rule: 'type', message: object }]
    : checkEach(value, check);

export const answer = ([first]) =>
  first && {
    status: 400,
    error_code: 'APIG.2011',
    error_msg: `Invalid parameter value,parameterName:${first.field || 'body'}. Please refer to the support documentation`,
  };

export const normalizePage = (offset, limit) => ({
  offset: offset > 0 ? offset : 0,
  limit: limit > mostLimit ? mostLimit : limit > 0 ? limit : usualLimit,
});
