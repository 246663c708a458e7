// What 3-D Secure 2 asks of the payer's browser, and only a script can know.
// Without scripts the fields stay empty, and the bank may ask more often.
for (const [name, value] of Object.entries({
  language: navigator.language,
  color_depth: screen.colorDepth,
  screen_height: screen.height,
  screen_width: screen.width,
  window_height: window.innerHeight,
  window_width: window.innerWidth,
  timezone: new Date().getTimezoneOffset(),
})) {
  document.querySelector(`input[name="${name}"]`).value = value;
}
