import validate from '#ajv-standalone';

export const issues = (value) => (validate(value) ? [] : validate.errors);
