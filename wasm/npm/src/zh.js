// The messages in Simplified Chinese, for violations and warnings of any entry.
import * as zh from '#zh';
import { show } from './show.js';

const length = (text) => (field, { actual, limit }) => field + text(actual, limit);
const char = (at) => (field, violation) => field + zh.fields[field][at](show(violation.char, violation.char.codePointAt()));
const texts = {
  syntax: (field) => field + zh.syntax,
  required: (field) => field + zh.missing,
  type: (field, { severity }) => (field ? field + (severity ? zh.nothing : zh.type) : zh.object),
  minLength: length(zh.few),
  maxLength: length(zh.many),
  start: char(0),
  charset: char(1),
  unknown: (field) => JSON.stringify(field) + zh.unknown,
};

export const message = (violation) => texts[violation.rule](violation.field, violation);
