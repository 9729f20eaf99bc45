import { object, string } from 'zod';

const schema = object({
  name: string().min(3).max(64).regex(/^[A-Za-z][A-Za-z0-9_]*$/),
  remark: string().max(255).nullish(),
  app_key: string().min(8).max(200).regex(/^[A-Za-z0-9][A-Za-z0-9\-_]*$/).nullish(),
  app_secret: string().min(8).max(128).regex(/^[A-Za-z0-9][A-Za-z0-9!#$%\-@_]*$/).nullish(),
});

export const issues = (value) => schema.safeParse(value).error?.issues ?? [];
