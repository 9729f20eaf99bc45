// The rules as a Standard Schema 1.1, for libraries that take any validator.
import { validate } from './core.js';
import { fields } from '#rules';

const jsonSchema = ({ target }) => {
  if (!/^draft-(07|2020-12)$/.test(target)) throw Error(`unknown target ${target}`);
  const properties = {};
  const required = [];
  for (const field in fields) {
    const [, minLength, maxLength, { source }, , chars, , needed] = fields[field];
    properties[field] = {
      type: needed ? 'string' : ['string', 'null'],
      minLength,
      maxLength,
      ...(chars && { pattern: '^' + source.slice(4, -1) }), // it finds the contrary: ^(?!…)
    };
    if (needed) required.push(field);
  }
  return { type: 'object', properties, required };
};

export const app = {
  '~standard': {
    version: 1,
    vendor: 'appgauge',
    validate: (value) => {
      const issues = validate(value);
      return issues[0] ? { issues } : { value };
    },
    jsonSchema: { input: jsonSchema, output: jsonSchema },
  },
};
