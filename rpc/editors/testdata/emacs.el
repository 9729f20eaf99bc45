;;; emacs.el --- What a user of Emacs sees  -*- lexical-binding: t -*-

;;; Commentary:

;; Opens the file that the environment names, works on it, and prints what a user
;; sees.  Lines count from 1, columns from 0 and in characters.

;;; Code:

(require 'package)
(package-initialize)
(require 'appgauge)
(require 'flymake)

(defun report-say (format &rest args)
  "Print a line."
  (princ (concat (apply #'format format args) "\n")))

(defun report-wait (what condition)
  "Wait until CONDITION, which is called WHAT, holds."
  (let ((end (+ (float-time) 30)))
    (while (not (funcall condition))
      (when (> (float-time) end)
        (error "Timed out waiting for %s" what))
      (accept-process-output nil 0.02))))

(find-file (getenv "FILE"))
(unless (derived-mode-p 'appgauge-mode)
  (error "The mode is %s" major-mode))
;; `eglot-ensure' waits for the first command of a user, of whom there is none.
(apply #'eglot--connect (eglot--guess-contact))
(flymake-start)
(report-wait "diagnostics" #'flymake-diagnostics)
(dolist (d (flymake-diagnostics))
  (save-excursion
    (goto-char (flymake-diagnostic-beg d))
    (let ((start (line-beginning-position)))
      (report-say "%d:%d-%d %s" (line-number-at-pos)
                  (- (flymake-diagnostic-beg d) start) (- (flymake-diagnostic-end d) start)
                  (flymake-diagnostic-text d)))))
(goto-char (flymake-diagnostic-beg (car (flymake-diagnostics))))

(report-say "%s" (car (split-string (substring-no-properties
  (eglot--hover-info (plist-get (jsonrpc-request (eglot--current-server-or-lose) :textDocument/hover
                                                 (eglot--TextDocumentPositionParams))
                                :contents)
                     nil))
  "\n")))

(delete-char 1)
(insert "_")
(eglot--signal-textDocument/didChange)
(report-wait "the mended name to be seen" (lambda () (not (flymake-diagnostics))))
(report-say "%s" (buffer-substring-no-properties (line-beginning-position) (line-end-position)))

(end-of-line)
(insert ", \"app_k")
(eglot--signal-textDocument/didChange)
(report-say "%s" (mapconcat (lambda (c) (string-trim (substring-no-properties c) "\"" "\""))
                            (all-completions "\"app_k" (nth 2 (eglot-completion-at-point))) " "))
(eglot-shutdown (eglot--current-server-or-lose))
(set-buffer-modified-p nil)
;;; emacs.el ends here
