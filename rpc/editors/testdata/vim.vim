" A vimrc that opens the file that the environment names and writes what a user sees to the
" file report beside it. Lines and columns count from 1, columns in bytes.
set nocompatible encoding=utf-8 nomore hidden
let &runtimepath = $SETUP . ',' . $ALE . ',' . &runtimepath
let g:ale_linters = {'json': ['appgauge']}
let g:ale_linters_explicit = 1
let g:ale_echo_cursor = 0
let g:ale_set_signs = 0
filetype plugin on

let s:report = []

function! s:Wait(what, condition) abort
    for l:i in range(3000)
        if a:condition()
            return
        endif
        sleep 10m
    endfor
    throw 'timed out waiting for ' . a:what
endfunction

function! s:Problems() abort
    return ale#engine#GetLoclist(bufnr(''))
endfunction

function! s:Work(...) abort
    try
        call s:Edit()
    catch
        call add(s:report, v:throwpoint . ': ' . v:exception)
    endtry
    call writefile(s:report, $FILE . '.report')
    qall!
endfunction

function! s:Edit() abort
    execute 'edit ' . fnameescape($FILE)
    call s:Wait('diagnostics', {-> !empty(s:Problems())})
    for l:p in s:Problems()
        call add(s:report, printf('%d:%d-%d %s: %s', l:p.lnum, l:p.col, l:p.end_col, l:p.code, l:p.text))
    endfor
    call setline(2, substitute(getline(2), 'app demo', 'app_demo', ''))
    call ale#Queue(0)
    call s:Wait('the mended name to be seen', {-> empty(s:Problems())})
    call add(s:report, getline(2))
endfunction

autocmd VimEnter * call timer_start(1, function('s:Work'))
