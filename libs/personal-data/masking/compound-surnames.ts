/** Surnames of two characters that are still met (from the Hundred Family Surnames and the census lists). */
export const COMPOUND_SURNAMES: ReadonlySet<string> = new Set(
  (
    '欧阳 歐陽 上官 司马 司馬 诸葛 諸葛 东方 東方 皇甫 尉迟 尉遲 公孙 公孫 令狐 钟离 鍾離 宇文 长孙 長孫 慕容 鲜于 鮮于 闾丘 司徒 司空 ' +
    '亓官 司寇 子车 颛孙 端木 巫马 公西 漆雕 乐正 壤驷 公良 拓跋 夹谷 宰父 谷梁 轩辕 軒轅 段干 百里 呼延 东郭 東郭 南门 羊舌 微生 梁丘 左丘 ' +
    '东门 西门 西門 南宫 南宮 第五 独孤 獨孤 赫连 赫連 澹台 澹臺 公冶 宗政 濮阳 濮陽 淳于 单于 單于 太叔 申屠 仲孙 夏侯 闻人 公羊 万俟 完颜 ' +
    '纳兰 納蘭 叶赫 贺兰 耶律 钮祜 富察 哥舒 归海 即墨'
  ).split(' '),
);
