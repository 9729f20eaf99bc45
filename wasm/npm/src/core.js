// The violations of a request, the documented answer to it, and pages.
import { fields, few, many, missing, mostLimit, object, required, syntax, type, usualLimit } from '#rules';
import { isPlain } from '#check';
import { show } from './show.js';

// How many code points a text has that is without lone surrogates.
const count = (text) => text.replace(/[\ud800-\udbff]/g, '').length;

// Says what is wrong with a value that is not plainly valid.
const explain = (violations, field, value) => {
  if (value == null && !required.includes(field)) return;
  const rules = fields[field];
  const add = (rule, text, index, limit, actual, char) => {
    violations.push({ rule, index, limit, actual, char, field, path: [field], message: field + text });
  };
  const search = (rule, at) => {
    const index = value.search(rules[at]);
    if (index < 0) return;
    // Every character of a set is one unit, so up to the first that is not in it
    // units and code points count the same.
    const [char] = value.slice(index);
    add(rule, rules[at + 2](show(char)), index, undefined, undefined, char);
  };
  if (value === undefined) add('required', missing);
  else if (typeof value != 'string') add('type', type);
  else {
    const alone = value.search(/\p{Cs}/u);
    if (alone >= 0) add('syntax', syntax, count(value.slice(0, alone)));
    else {
      const [min, max] = rules;
      const actual = count(value);
      if (actual < min) add('minLength', few(actual, min), 0, min, actual);
      if (actual > max) add('maxLength', many(actual, max), max, max, actual);
      search('start', 2);
      search('charset', 3);
    }
  }
};

// Apart, so that a valid value pays for none of the closures above.
const append = (violations, field, value) => {
  if (typeof value != 'string' || !isPlain(field, value)) explain(violations, field, value);
};

export const validateField = (field, value) => {
  const violations = [];
  append(violations, field, value);
  return violations;
};

export const validate = (value) => {
  if (Object(value) !== value || Array.isArray(value))
    return [{ field: '', path: [], rule: 'type', message: object }];
  const violations = [];
  // An inherited member is not sent.
  for (const field in fields) append(violations, field, Object.hasOwn(value, field) ? value[field] : undefined);
  return violations;
};

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
