-- Opens the file that the environment names, works on it, and prints what a user
-- sees. Lines and columns count from 0, columns in bytes. It runs in any Neovim from
-- 0.7 on.
if vim.env.TABLE then
  -- What Neovim 0.11 makes of the table in the folder lsp, made by hand: any
  -- older one has clients and file types, too.
  local config = dofile(vim.env.TABLE)
  vim.api.nvim_create_autocmd('FileType', {
    pattern = config.filetypes,
    callback = function(args)
      vim.lsp.buf_attach_client(args.buf, vim.lsp.start_client({ name = 'appgauge', cmd = config.cmd }))
    end,
  })
else
  require('appgauge').setup()
end

local function say(text)
  io.stdout:write(text, '\n')
end

local function wait(what, condition)
  if not vim.wait(30000, condition, 10) then
    io.stdout:write('timed out waiting for ', what, '\n')
    vim.cmd('cquit!')
  end
end

local function request(method, params)
  local answers, err = vim.lsp.buf_request_sync(0, method, params, 30000)
  assert(not err, err)
  local _, answer = next(answers)
  return answer.result
end

vim.cmd('edit ' .. vim.env.FILE)
wait('diagnostics', function() return #vim.diagnostic.get(0) > 0 end)
for _, d in ipairs(vim.diagnostic.get(0)) do
  say(('%d:%d-%d %s: %s'):format(d.lnum, d.col, d.end_col, d.code, d.message))
end

-- What is under the cursor, and its mends. The cursor stands on the offence.
vim.api.nvim_win_set_cursor(0, { 2, 32 })
local hover = request('textDocument/hover', vim.lsp.util.make_position_params(0, 'utf-16'))
say((hover.contents.value:gsub('\n.*', '')))
local params = vim.lsp.util.make_range_params(0, 'utf-16')
params.context = { diagnostics = {} }
local action = request('textDocument/codeAction', params)[1]
say(action.title)
vim.lsp.util.apply_workspace_edit(action.edit, 'utf-16')
wait('the mended name to be seen', function() return #vim.diagnostic.get(0) == 0 end)
say(vim.api.nvim_buf_get_lines(0, 1, 2, true)[1])

-- Typing, past the emoji: a member too much, which is offered.
vim.api.nvim_buf_set_text(0, 1, 37, 1, 37, { ', "app_k' })
wait('what was typed to be seen', function() return #vim.diagnostic.get(0) > 0 end)
vim.api.nvim_win_set_cursor(0, { 2, 45 })
local labels = {}
for _, item in ipairs(request('textDocument/completion', vim.lsp.util.make_position_params(0, 'utf-16')).items) do
  table.insert(labels, item.label)
end
say(table.concat(labels, ' '))
vim.cmd('qall!')
