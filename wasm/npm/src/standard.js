// The rules as a Standard Schema 1.1, for libraries that take any validator.
import { validate } from './core.js';
import { fields, required } from '#rules';

const jsonSchema = ({ target }) => {
  if (!/^draft-(07|2020-12)$/.test(target)) throw Error(`unknown target ${target}`);
  const properties = {};
  for (const field in fields) {
    const [minLength, maxLength, , , , , { source }] = fields[field];
    properties[field] = {
      type: required.includes(field) ? 'string' : ['string', 'null'],
      minLength,
      maxLength,
      ...(minLength && { pattern: source }),
    };
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
