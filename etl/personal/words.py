"""Words that stand where a name could stand, and are none; common family names."""


def _listed(words: str) -> tuple[str, ...]:
    return tuple(words.split())


#: Before さん, 様, 氏 …: a word that ends so is no name but somebody's role.
ROLES = _listed("""
    者 員 官 客 本人 友人 知人 主人 恋人 犯人 隣人 個人 法人 病人 外人 芸人 芸能人 職人 商人
    管理人 代理人 弁護士 書士 理士 福祉士 教師 医師 看護師 講師 学生 高校生 中学生 小学生 年生
    同級生 先生 生徒 友達 彼女 息子 旦那 両親 母親 父親 祖父 祖母 叔父 叔母 伯父 伯母 家族
    子供 園児 児童 女性 男性 娘 兄 姉 弟 妹 会社 企業 学校 銀行 病院 警察 署 部署 本部 課 係
    局 社 店 相談室 同 仕 模 沢山 ユーザー スタッフ サポート オペレーター カウンセラー
    メンバー フォロワー クラスメート クラスメイト センター メーカー リーダー オーナー
    マネージャー ワーカー グループ サービス
""")
#: The same, but only alone: names end so too (井上, 和夫, 健一, 麻生).
PARTS = frozenset(
    _listed("""
    皆 奥 神 王 王子 姫 父 母 夫 妻 嫁 婿 孫 子 親 彼 元彼 殿 貴 某 甲 乙 丙 諸 両 多 異 各 一
    左 有 別 文 紋 上 何 逆 主 摂 華 源 暴 赤 坊 室 院 部 生 患者 たく みな とう かあ にい
    ねえ じい ばあ おじ おば おく だんな むすめ むすこ おとう おかあ おにい おねえ おじい
    おばあ あか ぼっ おきゃく おこ ママ パパ ライン インスタ ペット ネコ ワン
""")
)
#: Before 先生: subjects and posts.
TEACHERS = _listed("""
    担任 担当 学校 高校 中学 小学 大学 校長 教頭 教科 保健 顧問 部活 塾 体育 英語 国語 数学
    理科 社会 音楽 美術 技術 家庭 養護 副 元 新任 専門 女性 男性 学年 同校 相談 幼稚園 保育園
    教育 進路 生徒指導
    女 男
""")
#: Before 中学校, 高校 …: kinds of schools, longest first. Made of these alone, it is no name.
SCHOOL_KINDS = _listed("""
    インターナショナル オンライン 中高一貫 小中一貫 特別支援 第一志望 サポート 組合立 通信制
    定時制 全日制 単位制 普通科 被害者 フリー 公立 市立 区立 町立 村立 都立 道立 府立 県立
    国立 私立 男子 女子 共学 一貫 附属 付属 併設 支援 農業 工業 商業 水産 総合 普通 専門 専修
    夜間 同じ 地元 出身 進学 近隣 市内 県内 県外 都内 道内 府内 町内 国内 国外 海外 外国 日本
    現地 母校 全国 友人 在学 在籍 所属 卒業 短期 医科 理系 文系 名門 有名 志望 本人 不明 同 他
    別 某 各 元 新 旧 小 中 高 短 医 の ケ ・ ー
""")
#: Before High School, College …: the same.
SCHOOL_WORDS = frozenset(
    _listed("""
    junior senior local the my our his her their a an in at of from or and to state private
    public community same other another different international boys girls boys' girls'
    single-sex secondary middle elementary primary new old former year some any not no attends
    attending high school college university area composite kura japanese overseas technical
""")
)
#: After "name:", when there is none.
UNNAMED = frozenset(
    _listed("""
    不明 不詳 非公表 非公開 未記入 未聴取 匿名 なし 無し unknown withheld not none anonymous
    redacted na the an private confidential
""")
)
#: The commonest family names; heeded only beside a given name, a space between them.
SURNAMES = frozenset(
    _listed("""
    佐藤 鈴木 高橋 田中 伊藤 渡辺 渡邊 渡邉 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本
    井上 木村 林 斎藤 斉藤 清水 山崎 森 池田 橋本 阿部 石川 山下 中島 石井 小川 前田 岡田
    長谷川 藤田 後藤 近藤 村上 遠藤 青木 坂本 福田 太田 西村 藤井 金子 岡本 藤原 中野 三浦
    原田 松田 竹内 上田 中山 和田 森田 石田 柴田 酒井 工藤 横山 宮崎 宮本 サトウ スズキ
    タカハシ タナカ イトウ ワタナベ ヤマモト ナカムラ コバヤシ カトウ ヨシダ ヤマダ ササキ
    ヤマグチ マツモト イノウエ キムラ ハヤシ サイトウ シミズ ヤマザキ ヤマサキ モリ イケダ
    ハシモト アベ イシカワ ヤマシタ ナカジマ ナカシマ イシイ オガワ マエダ オカダ ハセガワ
    フジタ ゴトウ コンドウ ムラカミ エンドウ アオキ サカモト フクダ オオタ ニシムラ フジイ
    カネコ オカモト フジワラ ナカノ ミウラ ハラダ マツダ タケウチ ウエダ ナカヤマ ワダ モリタ
    イシダ シバタ サカイ クドウ ヨコヤマ ミヤザキ ミヤモト
""")
)
