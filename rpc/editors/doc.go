// Package editors holds ready-made set-ups of the language server for editors:
// Neovim, Vim with ALE, Emacs with Eglot, Helix and Visual Studio Code. It has no
// code of its own; its tests run each set-up in its editor, without a screen.
//
// docs/editors.md tells how to use them.
package editors
