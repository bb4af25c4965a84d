/** An invented office whose money closes: items of spending by function, economic class, fund and purpose, in fen. */

const FUNCTIONS: Readonly<Record<string, string>> = {
  201: '一般公共服务支出', 20103: '政府办公厅（室）及相关机构事务', 2010301: '行政运行', 2010302: '一般行政管理事务', 2010350: '事业运行', 2010399: '其他政府办公厅（室）及相关机构事务支出', 20108: '审计事务', 2010806: '信息化建设',
  20113: '商贸事务', 2011301: '行政运行', 2011308: '招商引资',
  205: '教育支出', 20502: '普通教育', 2050201: '学前教育', 2050202: '小学教育', 2050203: '初中教育', 2050204: '高中教育', 20508: '进修及培训', 2050803: '培训支出',
  206: '科学技术支出', 20607: '科学技术普及', 2060702: '科普活动',
  204: '公共安全支出', 20406: '司法', 2040601: '行政运行', 2040604: '基层司法业务', 2040607: '公共法律服务',
  207: '文化旅游体育与传媒支出', 20701: '文化和旅游', 2070101: '行政运行', 2070109: '群众文化', 2070114: '文化和旅游管理事务', 20703: '体育', 2070308: '群众体育',
  208: '社会保障和就业支出', 20805: '行政事业单位养老支出', 2080501: '行政单位离退休', 2080502: '事业单位离退休', 2080505: '机关事业单位基本养老保险缴费支出', 2080506: '机关事业单位职业年金缴费支出', 20808: '抚恤', 2080801: '死亡抚恤', 20802: '民政管理事务', 2080201: '行政运行', 2080207: '行政区划和地名管理', 20810: '社会福利', 2081001: '儿童福利', 2081002: '老年福利', 20811: '残疾人事业', 2081101: '行政运行', 2081104: '残疾人康复', 2081105: '残疾人就业', 2081199: '其他残疾人事业支出', 20819: '最低生活保障', 2081902: '农村最低生活保障金支出', 20899: '其他社会保障和就业支出', 2089999: '其他社会保障和就业支出',
  210: '卫生健康支出', 21004: '公共卫生', 2100408: '基本公共卫生服务', 2100409: '重大公共卫生服务', 21003: '基层医疗卫生机构', 2100302: '乡镇卫生院', 21011: '行政事业单位医疗', 2101101: '行政单位医疗', 2101102: '事业单位医疗', 2101103: '公务员医疗补助', 2101199: '其他行政事业单位医疗支出',
  211: '节能环保支出', 21103: '污染防治', 2110302: '水体',
  212: '城乡社区支出', 21201: '城乡社区管理事务', 2120101: '行政运行', 21205: '城乡社区环境卫生', 2120501: '城乡社区环境卫生', 21208: '国有土地使用权出让收入安排的支出', 2120804: '农村基础设施建设支出', 2120899: '其他国有土地使用权出让收入安排的支出',
  213: '农林水支出', 21301: '农业农村', 2130101: '行政运行', 2130104: '事业运行', 2130108: '病虫害控制', 2130122: '农业生产发展', 21303: '水利', 2130304: '水利行业业务管理', 2130306: '水利工程运行与维护', 2130314: '防汛', 21302: '林业和草原', 2130201: '行政运行', 2130205: '森林资源培育', 2130234: '林业草原防灾减灾', 21305: '巩固脱贫攻坚成果衔接乡村振兴', 2130504: '农村基础设施建设',
  214: '交通运输支出', 21401: '公路水路运输', 2140101: '行政运行', 2140104: '公路建设', 2140112: '公路运输管理', 2140106: '公路养护',
  215: '资源勘探工业信息等支出', 21508: '支持中小企业发展和管理支出', 2150805: '中小企业发展专项',
  221: '住房保障支出', 22102: '住房改革支出', 2210201: '住房公积金', 2210202: '提租补贴', 2210203: '购房补贴',
  223: '国有资本经营预算支出', 22301: '解决历史遗留问题及改革成本支出', 2230105: '国有企业退休人员社会化管理补助支出',
  224: '灾害防治及应急管理支出', 22401: '应急管理事务', 2240101: '行政运行', 2240106: '安全监管', 22406: '自然灾害防治', 2240601: '地质灾害防治',
  229: '其他支出', 22960: '彩票公益金安排的支出', 2296003: '用于体育事业的彩票公益金支出', 2296004: '用于教育事业的彩票公益金支出', 2296002: '用于社会福利的彩票公益金支出', 2296006: '用于残疾人事业的彩票公益金支出',
};
export const ECONOMIC: Readonly<Record<string, string>> = {
  301: '工资福利支出', 30101: '基本工资', 30102: '津贴补贴', 30103: '奖金', 30107: '绩效工资', 30108: '机关事业单位基本养老保险缴费', 30109: '职业年金缴费', 30110: '职工基本医疗保险缴费', 30111: '公务员医疗补助缴费', 30112: '其他社会保障缴费', 30113: '住房公积金', 30199: '其他工资福利支出',
  302: '商品和服务支出', 30201: '办公费', 30202: '印刷费', 30205: '水费', 30206: '电费', 30207: '邮电费', 30211: '差旅费', 30213: '维修（护）费', 30215: '会议费', 30216: '培训费', 30217: '公务接待费', 30226: '劳务费', 30227: '委托业务费', 30228: '工会经费', 30231: '公务用车运行维护费', 30239: '其他交通费用', 30299: '其他商品和服务支出',
  303: '对个人和家庭的补助', 30302: '退休费', 30304: '抚恤金', 30305: '生活补助', 30309: '奖励金',
  310: '资本性支出', 31002: '办公设备购置', 31005: '基础设施建设', 31006: '大型修缮', 31013: '公务用车购置',
};
/** Classes as the summaries of final accounts list them since 2021. */
export const CLASSES: readonly (readonly [code: string, name: string])[] = [
  ['201', '一般公共服务支出'], ['202', '外交支出'], ['203', '国防支出'], ['204', '公共安全支出'], ['205', '教育支出'], ['206', '科学技术支出'], ['207', '文化旅游体育与传媒支出'], ['208', '社会保障和就业支出'], ['210', '卫生健康支出'], ['211', '节能环保支出'], ['212', '城乡社区支出'], ['213', '农林水支出'], ['214', '交通运输支出'], ['215', '资源勘探工业信息等支出'], ['216', '商业服务业等支出'], ['217', '金融支出'], ['219', '援助其他地区支出'], ['220', '自然资源海洋气象等支出'], ['221', '住房保障支出'], ['222', '粮油物资储备支出'], ['223', '国有资本经营预算支出'], ['224', '灾害防治及应急管理支出'], ['229', '其他支出'], ['232', '债务付息支出'],
];
export const ORDINALS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二', '十三', '十四', '十五', '十六', '十七', '十八', '十九', '二十', '二十一', '二十二', '二十三', '二十四', '二十五', '二十六', '二十七', '二十八', '二十九', '三十'];
export const nameOf = (code: string): string => FUNCTIONS[code] ?? ECONOMIC[code] ?? code;

export type Fund = 'general' | 'fund' | 'capital' | 'other';
export interface Spent { readonly code: string; readonly economic: string; readonly part: 'people' | 'office' | 'project'; readonly fund: Fund; readonly value: number }
/** What an item is spent on: 'people' and 'office' (basic) or 'project', by which fund, how much at most (in 万元). */
export type Item = readonly [code: string, part: 'staff' | 'people' | 'office' | 'project', most: number, fund?: Fund];

/** Small numbers that look like chance and are the same every time. */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const FIXED: Readonly<Record<string, string>> = { 2080505: '30108', 2080506: '30109', 2101101: '30110', 2101102: '30110', 2101103: '30111', 2210201: '30113', 2210202: '30102', 2210203: '30102', 2080501: '30302', 2080502: '30302', 2080801: '30304' };
const PEOPLE = ['30101', '30102', '30103', '30107', '30112', '30199', '30305'];
const OFFICE = ['30201', '30202', '30205', '30206', '30207', '30211', '30215', '30216', '30217', '30228', '30231', '30239', '30299'];
const PROJECT = ['30201', '30211', '30213', '30226', '30227', '30299', '31002', '31005', '31006'];

export function spending(seed: number, items: readonly Item[]): Spent[] {
  const next = chance(seed);
  const spent: Spent[] = [];
  const split = (code: string, part: Spent['part'], fund: Fund, value: number, over: readonly string[], pieces: number): void => {
    const chosen = [...over].map((economic) => ({ economic, key: next() })).sort((a, b) => a.key - b.key).slice(0, pieces);
    let rest = value;
    chosen.forEach(({ economic }, i) => {
      const own = i === chosen.length - 1 ? rest : Math.round((rest * (0.15 + 0.5 * next())) / (i === 0 ? 1 : 1.3));
      rest -= own;
      if (own > 0) spent.push({ code, economic, part, fund, value: own });
    });
  };
  for (const [code, part, most, fund = 'general'] of items) {
    const value = Math.round(most * 1e6 * (0.6 + 0.4 * next()));
    const cents = Math.round(value / 100) * 100 + Math.floor(next() * 100);
    if (FIXED[code] !== undefined && part === 'people') spent.push({ code, economic: FIXED[code], part: 'people', fund, value: cents });
    else if (part === 'people') split(code, 'people', fund, cents, PEOPLE, 5);
    else if (part === 'office') split(code, 'office', fund, cents, OFFICE, 9);
    else if (part === 'project') split(code, 'project', fund, Math.round(cents / 10000) * 10000, PROJECT, 3);
    else {
      split(code, 'people', fund, Math.round(cents * 0.8), PEOPLE, 6);
      split(code, 'office', fund, cents - Math.round(cents * 0.8), OFFICE, 10);
    }
  }
  return spent;
}

/** Rounded to the printed unit piece by piece, so that sums of what is printed close. */
export const inUnit = (spent: readonly Spent[], unit: '元' | '万元'): Spent[] =>
  unit === '元' ? [...spent] : spent.map((one) => ({ ...one, value: Math.round(one.value / 10000) })).filter(({ value }) => value > 0);

export const sum = (spent: readonly Spent[], of: (one: Spent) => boolean = () => true): number => spent.reduce((total, one) => (of(one) ? total + one.value : total), 0);

export interface Style { readonly grouped: boolean; readonly zeros: boolean; readonly short?: boolean }
/** A figure of hundredths as printed. */
export function shown(value: number | null, style: Style): string {
  if (value === null || (value === 0 && !style.zeros)) return '';
  const sign = value < 0 ? '-' : '';
  const n = Math.abs(value);
  let text = `${Math.floor(n / 100)}.${String(n % 100).padStart(2, '0')}`;
  if (style.short) text = text.replace(/\.?0+$/, '');
  return sign + (style.grouped ? text.replace(/\B(?=(\d{3})+(?:\.|$))/g, ',') : text);
}

export interface Branch { readonly code: string; readonly own: readonly Spent[] }
/** 类, 款 and 项 (or 类 and 款 of economic classes) with what is spent below them, in order of code. */
export function branches(spent: readonly Spent[], by: 'code' | 'economic', levels: readonly number[] = by === 'code' ? [3, 5, 7] : [3, 5]): Branch[] {
  const sums = new Map<string, Spent[]>();
  for (const one of spent)
    for (const level of levels) {
      const key = one[by].slice(0, level);
      const own = sums.get(key);
      if (own) own.push(one);
      else sums.set(key, [one]);
    }
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([code, own]) => ({ code, own }));
}
