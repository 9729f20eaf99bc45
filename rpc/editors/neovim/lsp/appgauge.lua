-- appgauge in Neovim 0.11 and later: copy this file to the folder lsp of your
-- configuration, and say
--
--   vim.lsp.enable('appgauge')
--
-- To choose a rule set, or the language of messages:
--
--   vim.lsp.config('appgauge', { settings = { appgauge = { edition = '2023-04', locale = 'zh' } } })

return {
  cmd = { 'appgauge', 'lsp' },
  -- JSON of any name is sent: a member $schema may make it the server's.
  filetypes = { 'json', 'jsonc', 'jsonl' },
}
