" ALE runs the server in files of the type json.
autocmd BufNewFile,BufRead *.apps.ndjson,*.apps.jsonl setfiletype json
