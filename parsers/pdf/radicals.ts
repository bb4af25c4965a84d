/**
 * Radicals that a font's character map gives in place of ordinary characters, each followed by its character.
 * U+2E80–2EF3, which NFKC leaves alone; U+2F00–2FD5 it repairs.
 * Source: Unicode Character Database 14.0, EquivalentUnifiedIdeograph.txt, characters of the basic planes.
 */
const SUPPLEMENT =
  '⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺈刀⺉刂⺊卜⺌小⺍小⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王' +
  '⺫目⺬示⺭礻⺯糹⺰纟⺱罓⺲罒⺳㓁⺴冗⺶羊⺹耂⺺肀⺻聿⺼肉⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻈讠⻉贝⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長⻒镸⻓长⻔门⻖阝⻗雨⻘青' +
  '⻙韦⻚页⻛风⻜飞⻝食⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟';

const ORDINARY = new Map<string, string>();
for (let i = 0; i + 1 < SUPPLEMENT.length; i += 2) ORDINARY.set(SUPPLEMENT[i]!, SUPPLEMENT[i + 1]!);

const RADICAL = /[\u2E80-\u2EF3\u2F00-\u2FD5\uF900-\uFAFF]/g;

/** Text whose radicals (⼊ ⻔ …) and compatibility ideographs are ordinary characters (入 门 …). */
export const withoutRadicals = (text: string): string =>
  text.replace(RADICAL, (c) => ORDINARY.get(c) ?? c.normalize('NFKC'));
