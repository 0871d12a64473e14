/** The document that a webview starts from: no content of its own, one script and one style sheet, nothing remote, nothing inline but what carries the nonce. */
export function shell(options: {
  readonly title: string; readonly language: string; readonly script: string; readonly style: string; readonly source: string; readonly nonce: string;
}): string {
  const policy = [
    `default-src 'none'`,
    `style-src ${options.source} 'nonce-${options.nonce}'`,
    `img-src ${options.source} data:`,
    `font-src ${options.source}`,
    `script-src 'nonce-${options.nonce}'`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${escape(options.language)}">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${escape(policy)}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <link rel="stylesheet" href="${escape(options.style)}">
  <title>${escape(options.title)}</title>
</head>
<body>
  <div id="app"></div>
  <script nonce="${escape(options.nonce)}" src="${escape(options.script)}"></script>
</body>
</html>`;
}

/** 32 letters and digits from the platform's random source. */
export function makeNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c] ?? c);
}
