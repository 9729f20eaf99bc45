import validate from '#ajv-apart';

export const issues = (value) => (validate(value) ? [] : validate.errors);
