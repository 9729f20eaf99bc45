import Ajv from 'ajv/dist/2020.js';
import schema from '../schema.js';

const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schema);

export const issues = (value) => (validate(value) ? [] : validate.errors);
