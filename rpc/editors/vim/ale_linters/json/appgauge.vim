" appgauge in Vim, by ALE.
"
" To use another program, rule set or language of messages, set before ALE starts
" the server:
"
"   let g:ale_json_appgauge_executable = '/opt/appgauge'
"   let g:ale_json_appgauge_edition = '2023-04'
"   let g:ale_json_appgauge_locale = 'zh'

call ale#Set('json_appgauge_executable', 'appgauge')
call ale#Set('json_appgauge_edition', '')
call ale#Set('json_appgauge_locale', '')

function! s:Root(buffer) abort
    return fnamemodify(bufname(a:buffer), ':p:h')
endfunction

" ALE takes the characters of positions for bytes, and cannot say so.
function! s:Options(buffer) abort
    return {
    \   'edition': ale#Var(a:buffer, 'json_appgauge_edition'),
    \   'locale': ale#Var(a:buffer, 'json_appgauge_locale'),
    \   'positionEncoding': 'utf-8',
    \}
endfunction

call ale#linter#Define('json', {
\   'name': 'appgauge',
\   'lsp': 'stdio',
\   'executable': {b -> ale#Var(b, 'json_appgauge_executable')},
\   'command': '%e lsp',
\   'language': 'json',
\   'project_root': function('s:Root'),
\   'initialization_options': function('s:Options'),
\})
