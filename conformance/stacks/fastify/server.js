// An app gateway on Fastify: JSON Schemas for body and query, Ajv as Fastify sets it up.
import { randomUUID } from 'node:crypto'
import Fastify from 'fastify'

const createSchema = {
  body: {
    type: 'object',
    required: ['name'],
    additionalProperties: false,
    properties: {
      name: { type: 'string', minLength: 3, maxLength: 64, pattern: '^[a-zA-Z][a-zA-Z0-9_]*$' },
      remark: { type: 'string', maxLength: 255 },
      app_key: { type: 'string', minLength: 8, maxLength: 200, pattern: '^[a-zA-Z0-9][a-zA-Z0-9_-]*$' },
      app_secret: { type: 'string', minLength: 8, maxLength: 128, pattern: '^[a-zA-Z0-9][a-zA-Z0-9_\\-!@#$%]*$' }
    }
  }
}

const listSchema = {
  querystring: {
    type: 'object',
    properties: {
      offset: { type: 'integer', default: 0 },
      limit: { type: 'integer', default: 20 },
      id: { type: 'string' },
      name: { type: 'string' },
      status: { type: 'integer' },
      app_key: { type: 'string' },
      creator: { type: 'string' },
      precise_search: { type: 'string' }
    }
  }
}

const invalid = (param) => ({
  error_code: 'APIG.2011',
  error_msg: `Invalid parameter value,parameterName:${param}. Please refer to the support documentation`
})

const newId = () => randomUUID().replaceAll('-', '')
const mask = (secret) => secret.slice(0, 3) + '************' + secret.slice(-3)

const fastify = Fastify()
let apps = [] // newest first, each with the gateway that it belongs to

fastify.addHook('onRequest', async (request, reply) => {
  const token = request.headers['x-auth-token']
  if (token === 'forbidden-token') {
    return reply.code(403).send({ error_code: 'APIG.1005', error_msg: 'No permissions to request this method' })
  }
  if (token !== 'demo-token') {
    return reply.code(401).send({ error_code: 'APIG.1002', error_msg: 'Incorrect token or token resolution failed' })
  }
})

fastify.setErrorHandler((error, request, reply) => {
  if (error.validation) {
    const [{ instancePath, params }] = error.validation
    const param = params.missingProperty ?? (instancePath.slice(1).split('/')[0] || 'body')
    return reply.code(400).send(invalid(param))
  }
  if (error.statusCode && error.statusCode < 500) {
    return reply.code(error.statusCode).send({ error_code: 'APIG.2011', error_msg: error.message })
  }
  request.log.error(error)
  return reply.code(500).send({ error_code: 'APIG.9999', error_msg: 'System error' })
})

fastify.setNotFoundHandler((request, reply) =>
  reply.code(404).send({ error_code: 'APIG.1003', error_msg: 'Not found' }))

fastify.register(async (routes) => {
  const mine = ({ params }) => (app) =>
    app.project_id === params.project_id && app.instance_id === params.instance_id

  const render = ({ project_id, instance_id, ...app }) => ({ ...app, app_secret: mask(app.app_secret) })

  routes.post('/', { schema: createSchema }, async (request, reply) => {
    const { name, remark, app_key = newId(), app_secret = newId() } = request.body
    if (apps.some((app) => app.app_key === app_key)) return reply.code(400).send(invalid('app_key'))
    const now = new Date().toISOString()
    const app = {
      ...request.params,
      id: newId(),
      name,
      remark,
      creator: 'USER',
      app_key,
      app_secret,
      register_time: now,
      update_time: now,
      status: 1,
      app_type: 'apig'
    }
    apps.unshift(app)
    return reply.code(201).send(render(app))
  })

  routes.get('/', { schema: listSchema }, async (request) => {
    let { offset, limit, id, name, status, app_key, creator, precise_search } = request.query
    if (offset < 0) offset = 0
    if (limit <= 0) limit = 20
    if (limit > 500) limit = 500
    const found = apps.filter(mine(request)).filter((app) =>
      (!id || app.id === id) &&
      (!name || (precise_search === 'name' ? app.name === name : app.name.includes(name))) &&
      (status === undefined || app.status === status) &&
      (!app_key || app.app_key === app_key) &&
      (!creator || app.creator === creator))
    const page = found.slice(offset, offset + limit)
    return {
      total: found.length,
      size: page.length,
      apps: page.map((app) => ({ ...render(app), bind_num: 0 }))
    }
  })

  routes.delete('/:app_id', async (request, reply) => {
    const app = apps.filter(mine(request)).find((app) => app.id === request.params.app_id)
    if (!app) return reply.code(404).send({ error_code: 'APIG.3002', error_msg: 'App not found' })
    apps = apps.filter((other) => other !== app)
    return reply.code(204).send()
  })
}, { prefix: '/v2/:project_id/apigw/instances/:instance_id/apps' })

const address = await fastify.listen({ host: '127.0.0.1', port: Number(process.env.PORT) })
console.log(`listening on ${address}`)
