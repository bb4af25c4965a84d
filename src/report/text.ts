import { escapeHtml } from '../review/page-html.js';

export interface Text {
  readonly en: string;
  readonly zh: string;
}

/** Plain words in both languages. */
export const words = (en: string, zh: string): Text => ({ en, zh });

/** Both languages as HTML (or inside SVG text); the page's switch shows one. */
export const both = ({ en, zh }: Text): string => `<span class="zh" lang="zh">${escapeHtml(zh)}</span><span class="en" lang="en">${escapeHtml(en)}</span>`;
export const bothSvg = ({ en, zh }: Text): string => `<tspan class="zh" lang="zh">${escapeHtml(zh)}</tspan><tspan class="en" lang="en">${escapeHtml(en)}</tspan>`;
export const t = (en: string, zh: string): string => both({ en, zh });
