import { maxLength, minLength, nullish, object, pipe, regex, safeParse, string } from 'valibot';

const schema = object({
  name: pipe(string(), minLength(3), maxLength(64), regex(/^[A-Za-z][A-Za-z0-9_]*$/)),
  remark: nullish(pipe(string(), maxLength(255))),
  app_key: nullish(pipe(string(), minLength(8), maxLength(200), regex(/^[A-Za-z0-9][A-Za-z0-9\-_]*$/))),
  app_secret: nullish(pipe(string(), minLength(8), maxLength(128), regex(/^[A-Za-z0-9][A-Za-z0-9!#$%\-@_]*$/))),
});

export const issues = (value) => safeParse(schema, value).issues ?? [];
