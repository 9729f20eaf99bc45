// An app gateway on Express with zod.
import { randomBytes } from 'node:crypto'
import express from 'express'
import { z } from 'zod'

const createBody = z.object({
  name: z.string().min(3).max(64).regex(/^[A-Za-z]\w*$/),
  remark: z.string().max(255).optional(),
  app_key: z.string().min(8).max(200).regex(/^[A-Za-z0-9][\w-]*$/).optional(),
  app_secret: z.string().min(8).max(128).regex(/^[A-Za-z0-9][\w\-!@#$%]*$/).optional()
})

const listQuery = z.object({
  offset: z.coerce.number().int().default(0).transform((n) => Math.max(n, 0)),
  limit: z.coerce.number().int().default(20).transform((n) => (n <= 0 ? 20 : Math.min(n, 500))),
  id: z.string().optional(),
  name: z.string().optional(),
  status: z.coerce.number().int().optional(),
  app_key: z.string().optional(),
  creator: z.string().optional(),
  precise_search: z.string().optional()
})

class ApiError extends Error {
  constructor(status, code, message) {
    super(message)
    this.status = status
    this.code = code
  }
}

const invalidParameter = (param) => new ApiError(400, 'APIG.2011',
  `Invalid parameter value,parameterName:${param}. Please refer to the support documentation`)

const hex = () => randomBytes(16).toString('hex')
const masked = (app) => ({ ...app, app_secret: app.app_secret.slice(0, 3) + '************' + app.app_secret.slice(-3) })

const apps = new Map() // project -> instance -> apps, oldest first

function appsOf({ project_id, instance_id }) {
  if (!apps.has(project_id)) apps.set(project_id, new Map())
  const instances = apps.get(project_id)
  if (!instances.has(instance_id)) instances.set(instance_id, [])
  return instances.get(instance_id)
}

const authenticate = (req, res, next) => {
  switch (req.get('X-Auth-Token')) {
    case 'demo-token': return next()
    case 'forbidden-token': throw new ApiError(403, 'APIG.1005', 'No permissions to request this method')
    default: throw new ApiError(401, 'APIG.1002', 'Incorrect token or token resolution failed')
  }
}

const router = express.Router({ mergeParams: true })

router.post('/', (req, res) => {
  const body = createBody.parse(req.body)
  const list = appsOf(req.params)
  if (list.some((app) => app.name === body.name)) throw invalidParameter('name')
  const now = new Date().toISOString()
  const app = {
    id: hex(),
    name: body.name,
    remark: body.remark ?? '',
    creator: 'USER',
    app_key: body.app_key ?? hex(),
    app_secret: body.app_secret ?? hex(),
    register_time: now,
    update_time: now,
    status: 1,
    app_type: 'apig'
  }
  list.push(app)
  res.status(201).json(masked(app))
})

router.get('/', (req, res) => {
  const query = listQuery.parse(req.query)
  const matches = (app) => {
    if (query.id && app.id !== query.id) return false
    if (query.status !== undefined && app.status !== query.status) return false
    if (query.app_key && app.app_key !== query.app_key) return false
    if (query.creator && app.creator !== query.creator) return false
    if (!query.name) return true
    return query.precise_search
      ? app.name === query.name
      : app.name.toLowerCase().includes(query.name.toLowerCase())
  }
  const found = appsOf(req.params).filter(matches)
  const page = found.slice(query.offset, query.offset + query.limit)
  res.json({
    total: found.length,
    size: page.length,
    apps: page.map((app) => ({ ...masked(app), bind_num: 0 }))
  })
})

router.delete('/:app_id', (req, res) => {
  const list = appsOf(req.params)
  const index = list.findIndex((app) => app.id === req.params.app_id)
  if (index < 0) throw new ApiError(404, 'APIG.3002', 'App not found')
  list.splice(index, 1)
  res.status(204).end()
})

const app = express()
app.disable('x-powered-by')
app.use(express.json())
app.use('/v2/:project_id/apigw/instances/:instance_id/apps', authenticate, router)
app.use(() => { throw new ApiError(404, 'APIG.1003', 'Not found') })

app.use((err, req, res, next) => {
  if (err instanceof z.ZodError) err = invalidParameter(err.issues[0].path[0] ?? 'body')
  const status = err.status ?? 500
  if (status >= 500) console.error(err)
  res.status(status).json(status >= 500
    ? { error_code: 'APIG.9999', error_msg: 'System error' }
    : { error_code: err.code ?? 'APIG.2011', error_msg: err.message })
})

const server = app.listen(Number(process.env.PORT), '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}`)
})
