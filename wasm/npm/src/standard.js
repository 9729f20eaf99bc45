// The rules as a Standard Schema 1.1, for libraries that take any validator.
import { validate } from './core.js';
import { fields } from '#rules';

const jsonSchema = ({ target }) => {
  if (!/^draft-(07|2020-12)$/.test(target)) throw Error(`unknown target ${target}`);
  const required = [];
  const properties = {};
  for (const field in fields) {
    const rules = fields[field];
    properties[field] = {
      type: rules[7] ? 'string' : ['string', 'null'],
      minLength: rules[1],
      maxLength: rules[2],
      ...(rules[6] && { pattern: '^' + rules[3].source.slice(4, -1) }), // it finds the contrary: ^(?!…)
    };
    if (rules[7]) required.push(field);
  }
  return { type: 'object', properties, required };
};

export const app = {
  '~standard': {
    version: 1,
    vendor: 'appgauge',
    validate: (value) => {
      const issues = validate(value);
      for (const issue of issues) issue.path = issue.field ? [issue.field] : [];
      return issues[0] ? { issues } : { value };
    },
    jsonSchema: { input: jsonSchema, output: jsonSchema },
  },
};
