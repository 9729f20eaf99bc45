;;; appgauge.el --- Check apps with the appgauge language server  -*- lexical-binding: t -*-

;; Package-Requires: ((emacs "27.1") (eglot "1.9"))

;;; Commentary:

;; appgauge in Emacs, by Eglot:
;;
;;   (require 'appgauge)
;;
;; Files named *.app.json, *.apps.json, *.apps.ndjson and *.apps.jsonl open in
;; `appgauge-mode', which starts the server.  For JSON of another name, whose
;; $schema is one of appgauge's, say M-x appgauge-mode.

;;; Code:

(require 'eglot)
(require 'js)

(defgroup appgauge nil
  "Check apps against the rules of their gateway."
  :group 'languages)

(defcustom appgauge-command '("appgauge" "lsp")
  "The program that is the language server, and its arguments."
  :type '(repeat string))

(defcustom appgauge-edition ""
  "The rule set to check by, such as \"2023-04\"; empty for the default one."
  :type 'string)

(defcustom appgauge-locale ""
  "The language of messages, \"en\" or \"zh\"; empty for English."
  :type 'string)

;;;###autoload
(define-derived-mode appgauge-mode js-mode "App"
  "Major mode for files that hold apps: JSON with the appgauge language server.")

(put 'appgauge-mode 'eglot-language-id "json")

(defun appgauge--contact (&rest _)
  "The server as `eglot-server-programs' has it."
  (append appgauge-command
          `(:initializationOptions (:edition ,appgauge-edition :locale ,appgauge-locale))))

(add-to-list 'eglot-server-programs '(appgauge-mode . appgauge--contact))

;;;###autoload
(add-to-list 'auto-mode-alist '("\\.apps?\\.json\\'" . appgauge-mode))
;;;###autoload
(add-to-list 'auto-mode-alist '("\\.apps\\.\\(ndjson\\|jsonl\\)\\'" . appgauge-mode))

(add-hook 'appgauge-mode-hook #'eglot-ensure)

(provide 'appgauge)
;;; appgauge.el ends here
