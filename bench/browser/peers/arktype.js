import { type } from 'arktype';

const schema = type({
  name: type(/^[A-Za-z][A-Za-z0-9_]*$/).atLeastLength(3).atMostLength(64),
  'remark?': type('string <= 255').or('null'),
  'app_key?': type(/^[A-Za-z0-9][A-Za-z0-9\-_]*$/).atLeastLength(8).atMostLength(200).or('null'),
  'app_secret?': type(/^[A-Za-z0-9][A-Za-z0-9!#$%\-@_]*$/).atLeastLength(8).atMostLength(128).or('null'),
});

export const issues = (value) => {
  const result = schema(value);
  return result instanceof type.errors ? result : [];
};
