import { maxLength, minLength, nullish, object, regex, safeParse, string } from 'zod/mini';

const schema = object({
  name: string().check(minLength(3), maxLength(64), regex(/^[A-Za-z][A-Za-z0-9_]*$/)),
  remark: nullish(string().check(maxLength(255))),
  app_key: nullish(string().check(minLength(8), maxLength(200), regex(/^[A-Za-z0-9][A-Za-z0-9\-_]*$/))),
  app_secret: nullish(string().check(minLength(8), maxLength(128), regex(/^[A-Za-z0-9][A-Za-z0-9!#$%\-@_]*$/))),
});

export const issues = (value) => safeParse(schema, value).error?.issues ?? [];
