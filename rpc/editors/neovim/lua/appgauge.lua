-- appgauge in Neovim, 0.7 and later:
--
--   require('appgauge').setup()
--   require('appgauge').setup({ edition = '2023-04', locale = 'zh', cmd = { '/opt/appgauge', 'lsp' } })
--
-- From Neovim 0.11 on, copying ../lsp/appgauge.lua and vim.lsp.enable('appgauge')
-- do the same.

local M = {}

-- JSON of any name is sent: a member $schema may make it the server's.
local filetypes = { 'json', 'jsonc', 'jsonl' }

local function config(opts)
  return {
    name = 'appgauge',
    cmd = opts.cmd or { 'appgauge', 'lsp' },
    settings = { appgauge = { edition = opts.edition, locale = opts.locale } },
    init_options = { edition = opts.edition or '', locale = opts.locale or '' },
    on_attach = opts.on_attach,
    capabilities = opts.capabilities,
  }
end

local client -- the id of the one server, before Neovim 0.8

local function attach(opts, buffer)
  if vim.lsp.start then
    vim.lsp.start(config(opts), { bufnr = buffer })
    return
  end
  if not client or not vim.lsp.get_client_by_id(client) then
    local c = config(opts)
    c.capabilities = c.capabilities or vim.lsp.protocol.make_client_capabilities()
    client = vim.lsp.start_client(c)
  end
  if client then
    vim.lsp.buf_attach_client(buffer, client)
  end
end

function M.setup(opts)
  opts = opts or {}
  local group = vim.api.nvim_create_augroup('appgauge', {})
  vim.api.nvim_create_autocmd({ 'BufRead', 'BufNewFile' }, {
    group = group,
    pattern = { '*.apps.ndjson', '*.apps.jsonl' },
    callback = function()
      vim.bo.filetype = 'jsonl'
    end,
  })
  vim.api.nvim_create_autocmd('FileType', {
    group = group,
    pattern = filetypes,
    callback = function(args)
      attach(opts, args.buf)
    end,
  })
  -- The buffers that are open already.
  for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
    if vim.api.nvim_buf_is_loaded(buffer) and vim.tbl_contains(filetypes, vim.bo[buffer].filetype) then
      attach(opts, buffer)
    end
  end
end

return M
