const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (c) => ESCAPES[c]!);

/** The empty page; everything on it is made by page/main.ts. */
export const pageHtml = (name: string): string => `<!doctype html>
<html lang="zh">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>${escapeHtml(name)} · kemu</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="app/src/review/page/style.css">
<script type="module" src="app/src/review/page/main.js"></script>
</head>
<body>
<noscript>This page needs JavaScript. 本页面需要 JavaScript。</noscript>
</body>
</html>
`;
