//! Words and terms that name a prohibited characteristic.

use super::characteristic::Prohibited;

/// Terms that name one characteristic.
pub(super) struct Terms {
    pub(super) characteristic: Prohibited,
    /// English words and phrases in lower case, and pinyin with no other meaning.
    pub(super) english: &'static [&'static str],
    pub(super) chinese: &'static [&'static str],
}

/// Terms of every characteristic, in the order of [`Prohibited`].
#[rustfmt::skip] // one term a line would be six hundred lines
pub(super) const TERMS: &[Terms] = &[
    Terms {
        characteristic: Prohibited::Religion,
        english: &[
            "religion", "religious", "religiosity", "creed", "church", "mosque", "temple", "muslim", "islam",
            "christian", "catholic", "protestant", "buddhist", "hindu", "jewish", "jew", "atheist", "belief",
            "islamic", "christianity", "catholicism", "buddhism", "hinduism", "judaism", "sikh", "synagogue",
            "taoist", "zongjiao",
        ],
        chinese: &[
            "宗教", "信仰", "教徒", "信教", "佛教", "道教", "基督教", "天主教", "伊斯兰", "信徒", "基督徒", "教会",
            "教會", "教派", "穆斯林", "清真",
        ],
    },
    Terms {
        characteristic: Prohibited::Ethnicity,
        english: &[
            "race", "racial", "ethnicity", "ethnic", "ethnos", "skin color", "skin colour", "tribe", "caste",
            "hispanic", "latino", "minority", "tribal", "latina", "latinx", "african american", "asian american",
            "native american", "indigenous", "caucasian", "ancestry", "minzu",
        ],
        chinese: &[
            "民族", "种族", "種族", "族裔", "人种", "人種", "肤色", "膚色", "族群", "汉族", "漢族", "回族", "藏族",
            "维吾尔", "血统", "血統", "族别",
        ],
    },
    Terms {
        characteristic: Prohibited::Sex,
        english: &[
            "sex", "gender", "male", "female", "woman", "women", "transgender", "pregnant", "pregnancy", "maternity",
            "masculine", "feminine", "nonbinary", "non binary", "intersex", "cisgender", "salutation",
            "courtesy title", "childbearing", "birth control", "fertility", "breastfeeding", "motherhood",
            "paternity", "xingbie",
        ],
        chinese: &[
            "性别", "性別", "男性", "女性", "男女", "是否男", "是否女", "怀孕", "懷孕", "孕期", "生育", "男/女",
            "男士", "女士", "称谓", "稱謂", "孕妇", "孕婦", "妊娠", "哺乳", "变性", "變性",
        ],
    },
    Terms {
        characteristic: Prohibited::Sexuality,
        english: &[
            "sexuality", "sexual", "lgbt", "lgbtq", "gay", "lesbian", "homosexual", "heterosexual", "bisexual",
            "queer", "lgbti", "lgbtqia", "asexual", "pansexual",
        ],
        chinese: &[
            "性取向", "性倾向", "性傾向", "同性恋", "同性戀", "异性恋", "双性恋", "性生活", "異性戀", "雙性戀",
            "性少数", "性少數",
        ],
    },
    Terms {
        characteristic: Prohibited::Politics,
        english: &[
            "politics", "political", "politic", "party member", "party membership", "party affiliation", "communist",
            "voter", "voting", "vote", "ideology", "trade union", "union member", "union membership", "party cadre",
            "communism", "socialist", "ballot", "ideological", "activist", "labor union", "labour union", "zhengzhi",
            "zhengzhimianmao", "dangyuan",
        ],
        chinese: &[
            "政治", "党派", "黨派", "党员", "黨員", "政党", "政黨", "团员", "入党", "选举", "工会", "政见", "政見",
            "共产党", "共產黨", "党籍", "黨籍", "党龄", "入黨", "選舉", "选民", "選民", "投票", "工會",
        ],
    },
    Terms {
        characteristic: Prohibited::Health,
        english: &[
            "health", "healthy", "illness", "ill", "sick", "sickness", "disease", "medical", "medicine", "diagnosis",
            "diagnose", "patient", "hospital", "disability", "handicap", "handicapped", "hiv", "cancer", "diabetes",
            "diabetic", "bmi", "smoker", "blood", "bloodtype", "healthcare", "disabled", "medication", "prescription",
            "clinic", "clinical", "psychiatric", "psychiatry", "psychological", "mental", "autism", "autistic",
            "blind", "deaf", "wheelchair", "epilepsy", "epileptic", "asthma", "tumor", "tumour", "hypertension",
            "hepatitis", "covid", "vaccine", "vaccination", "vaccinated", "smoking", "alcoholic", "alcoholism",
            "addict", "addiction", "obese", "obesity", "allergy", "surgery", "dementia", "jiankang", "jibing",
        ],
        chinese: &[
            "健康", "疾病", "病史", "患病", "病情", "慢性病", "传染病", "残疾", "殘疾", "医疗", "醫療", "就医",
            "血型", "体检", "病历", "病歷", "病症", "患者", "重病", "疾患", "慢病", "傳染病", "残障", "殘障", "伤残",
            "傷殘", "聋哑", "聾啞", "盲人", "就醫", "住院", "诊断", "診斷", "处方", "處方", "手术", "手術", "癌症",
            "肿瘤", "腫瘤", "糖尿病", "高血压", "高血壓", "艾滋", "精神病", "抑郁", "抑鬱", "心理", "体重", "體重",
            "吸烟", "酗酒", "體檢", "疫苗",
        ],
    },
    Terms {
        characteristic: Prohibited::Genes,
        english: &[
            "gene", "genetic", "genome", "genomic", "genotype", "dna", "genetically", "genotyped", "chromosome",
            "hereditary", "heredity",
        ],
        chinese: &[
            "基因", "遗传", "遺傳", "染色体", "染色體",
        ],
    },
    Terms {
        characteristic: Prohibited::Biometrics,
        english: &[
            "fingerprint", "biometric", "iris", "retina", "faceprint", "voiceprint", "biometry", "finger print",
            "thumbprint", "palmprint", "palm print", "face print", "voice print", "face recognition", "face id",
            "facial", "retinal", "gait",
        ],
        chinese: &[
            "指纹", "指紋", "虹膜", "人脸", "人臉", "声纹", "生物特征", "生物识别", "掌纹", "掌紋", "面部", "刷脸",
            "刷臉", "聲紋", "步态", "步態", "生物特徵", "生物識別",
        ],
    },
    Terms {
        characteristic: Prohibited::MaritalStatus,
        english: &[
            "marital", "marriage", "married", "unmarried", "maritalstatus", "personal status", "civil status",
            "family status", "spouse", "husband", "wife", "widow", "widower", "widowed", "divorce", "divorced",
            "divorcee", "maiden name", "wives", "spousal", "mrs", "remarried", "remarriage", "spinster", "cohabiting",
            "cohabitation", "domestic partner", "domestic partnership", "civil partner", "civil partnership",
            "legally separated", "relationship status", "wedding", "alimony", "hunyin", "peiou",
        ],
        chinese: &[
            "婚姻", "婚否", "已婚", "未婚", "结婚", "結婚", "离异", "离婚", "離婚", "丧偶", "喪偶", "配偶", "单身",
            "再婚", "婚史", "婚龄", "婚齡", "離異", "單身", "单亲", "單親", "夫妻", "丈夫", "妻子", "同居关系",
            "初婚", "订婚", "訂婚",
        ],
    },
    Terms {
        characteristic: Prohibited::Age,
        english: &[
            "age", "aged", "elderly", "birth date", "date of birth", "birthdate", "dateofbirth", "birthday",
            "birth day", "birth year", "year of birth", "birthyear", "birth month", "month of birth", "dob", "yob",
            "born", "years old", "senior citizen", "agegroup", "ageband", "agerange", "agebucket", "day of birth",
            "birth yr", "birth dt", "birthmonth", "bday", "d o b", "young", "youth", "teen", "teenager", "juvenile",
            "pensioner", "zodiac", "nianling", "shengri", "chusheng",
        ],
        chinese: &[
            "年龄", "年齡", "年纪", "出生", "生日", "周岁", "週歲", "岁数", "老年", "生肖", "年岁", "年歲", "歲數",
            "周歲", "老人", "未成年", "青年", "属相", "屬相", "星座", "生辰",
        ],
    },
    Terms {
        characteristic: Prohibited::Nationality,
        english: &[
            "nationality", "citizenship", "citizen", "national origin", "country of origin", "country of birth",
            "birth country", "place of birth", "birthplace", "foreigner", "foreign worker", "foreign national",
            "foreign born", "immigrant", "immigration", "migrant", "refugee", "alien", "birth place", "city of birth",
            "foreign citizen", "naturalized", "naturalised", "naturalization", "naturalisation", "emigrant",
            "expatriate", "expat", "stateless", "asylum", "undocumented", "visa status", "residence permit",
            "green card", "native language", "mother tongue",
        ],
        chinese: &[
            "国籍", "國籍", "外籍", "外国人", "外國人", "外籍劳工", "移民", "难民", "出生国", "出生地", "籍贯",
            "籍貫", "祖籍", "原籍", "難民", "出生國", "绿卡", "綠卡", "侨民", "僑民", "外劳", "外勞",
        ],
    },
    Terms {
        characteristic: Prohibited::PublicAssistance,
        english: &[
            "public assistance", "social assistance", "welfare", "food stamp", "medicaid", "unemployment benefit",
            "housing benefit", "dibao",
        ],
        chinese: &[
            "低保", "救济", "救濟", "公共救助", "社会救助", "社會救助", "失业金", "失業金", "失业保险金",
        ],
    },
];

/// Chinese phrases that contain a listed term by accident: 发生日期 is the day of an event, though 生日 in it is a birthday.
pub(super) const HARMLESS: &[&str] =
    &["发生日", "發生日", "产生日", "產生日", "集团员", "集團員", "整体", "整體", "总体", "總體", "一次性生活"];
