// Runs before the first paint, so that a chosen theme never flashes. A file of its own: the page allows no inline scripts.
try {
  const theme = localStorage.getItem('planwright:theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
  if (localStorage.getItem('planwright:contrast') === 'more') document.documentElement.dataset.contrast = 'more'
} catch {
  // Storage is closed to us; the system's theme it is.
}
