// Before anything is painted: the theme that was chosen last time.
try {
  document.documentElement.dataset.theme = localStorage.getItem('appgauge.theme') ?? '';
} catch {
  // No storage: the system's theme.
}
