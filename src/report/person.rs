//! Particulars of the person. They are the only place where names, numbers and addresses stand.
//!
//! No attribute and no score reads anything here.

use std::fmt;

use chrono::NaiveDate;

use super::private::Private;
use crate::record::{is_unstated, record, vocabulary};

/// Identity of the person 身份信息 (PIM, and the parts of the head PRH that identify).
///
/// Its `Debug` form shows none of it: a day of birth tells people apart as a number does.
#[derive(Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Identity {
    /// Name 姓名.
    #[serde(default, skip_serializing_if = "is_unstated")]
    pub name: Option<Private>,
    /// Kind of the identity document under which the report was asked for 证件类型.
    #[serde(default, skip_serializing_if = "is_unstated")]
    pub document_type: Option<DocumentType>,
    /// Number of that document 证件号码.
    #[serde(default, skip_serializing_if = "is_unstated")]
    pub document_number: Option<Private>,
    /// Other identity documents of the same person 其他证件信息.
    #[serde(default, skip_serializing_if = "is_unstated")]
    pub other_documents: Vec<IdentityDocument>,
    /// Sex 性别.
    #[serde(default, skip_serializing_if = "is_unstated")]
    pub sex: Option<Sex>,
    /// Date of birth 出生日期.
    #[serde(default, skip_serializing_if = "is_unstated")]
    pub born: Option<NaiveDate>,
    /// Schooling 学历.
    #[serde(default, skip_serializing_if = "is_unstated")]
    pub education: Option<Education>,
    /// Degree 学位.
    #[serde(default, skip_serializing_if = "is_unstated")]
    pub degree: Option<Degree>,
    /// Employment 就业状况.
    #[serde(default, skip_serializing_if = "is_unstated")]
    pub employment: Option<Employment>,
    /// Nationality 国籍, three letters of ISO 3166.
    #[serde(default, skip_serializing_if = "is_unstated")]
    pub nationality: Option<Private>,
    /// E-mail address 电子邮箱.
    #[serde(default, skip_serializing_if = "is_unstated")]
    pub email: Option<Private>,
    /// Postal address 通讯地址.
    #[serde(default, skip_serializing_if = "is_unstated")]
    pub postal_address: Option<Private>,
    /// Registered address 户籍地址.
    #[serde(default, skip_serializing_if = "is_unstated")]
    pub registered_address: Option<Private>,
    /// Mobile numbers 手机号码.
    #[serde(default, skip_serializing_if = "is_unstated")]
    pub mobiles: Vec<Mobile>,
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Identity(‹private›)")
    }
}

record! {
    /// An identity document.
    IdentityDocument {
        /// Kind 证件类型.
        document_type: Option<DocumentType>,
        /// Number 证件号码.
        number: Option<Private>,
    }
}

record! {
    /// A mobile number and the day it was last confirmed.
    Mobile {
        /// Number 手机号码.
        number: Option<Private>,
        /// Day of the last update 信息更新日期.
        updated: Option<NaiveDate>,
    }
}

record! {
    /// Marriage 婚姻信息 (PMM).
    Marriage {
        /// Status 婚姻状况.
        status: Option<MaritalStatus>,
        /// Name of the spouse 配偶姓名.
        spouse_name: Option<Private>,
        /// Kind of the spouse's document 配偶证件类型.
        spouse_document_type: Option<DocumentType>,
        /// Number of the spouse's document 配偶证件号码.
        spouse_document_number: Option<Private>,
        /// Employer of the spouse 配偶工作单位.
        spouse_employer: Option<Private>,
        /// Telephone of the spouse 配偶联系电话.
        spouse_phone: Option<Private>,
    }
}

record! {
    /// A place of residence 居住信息 (PRM).
    Residence {
        /// Residence status 居住状况.
        status: Option<ResidenceStatus>,
        /// Address 居住地址.
        address: Option<Private>,
        /// Telephone 住宅电话.
        phone: Option<Private>,
        /// Day of the last update 信息更新日期.
        updated: Option<NaiveDate>,
    }
}

record! {
    /// An occupation 职业信息 (POM).
    Occupation {
        /// Employment 就业状况.
        employment: Option<Employment>,
        /// Employer 工作单位.
        employer: Option<Private>,
        /// Kind of employer 单位性质.
        employer_kind: Option<EmployerKind>,
        /// Industry 行业.
        industry: Option<Industry>,
        /// Address of the employer 单位地址.
        address: Option<Private>,
        /// Telephone of the employer 单位电话.
        phone: Option<Private>,
        /// Occupation 职业.
        occupation: Option<OccupationKind>,
        /// Level of the position 职务.
        position: Option<JobLevel>,
        /// Professional title 职称.
        title: Option<ProfessionalTitle>,
        /// Year in which the person joined 进入本单位年份.
        joined_year: Option<u16>,
        /// Day of the last update 信息更新日期.
        updated: Option<NaiveDate>,
    }
}

record! {
    /// The warning against fraud in the head of a report 防欺诈警示.
    FraudAlert {
        /// The flag 防欺诈警示标志.
        flag: Option<String>,
        /// Telephone to call 联系电话.
        phone: Option<Private>,
        /// First day 生效日期.
        from: Option<NaiveDate>,
        /// Last day 截止日期.
        to: Option<NaiveDate>,
    }
}

vocabulary! {
    /// The kind of an identity document 证件类型.
    DocumentType {
        HouseholdRegister "1 户口簿",
        Passport "2 护照",
        HongKongMacauPermit "5 港澳居民来往内地通行证",
        TaiwanPermit "6 台湾同胞来往内地通行证",
        ForeignerResidence "8 外国人居留证",
        PoliceCard "9 警官证",
        HongKongCard "A 香港身份证",
        MacauCard "B 澳门身份证",
        TaiwanCard "C 台湾身份证",
        Other "X 其他证件",
        ResidentCard "10 居民身份证及其他以公民身份证号为标识的证件",
        MilitaryCard "20 军人身份证件",
    }
}

vocabulary! {
    /// Sex as the identity block states it 性别. It stands in the identity section only; no attribute reads it.
    Sex {
        Unknown "0 未知",
        Male "1 男",
        Female "2 女",
        NotStated "9 未说明",
    }
}

vocabulary! {
    /// Highest level of schooling 学历.
    Education {
        Postgraduate "10 研究生",
        Bachelor "20 本科",
        College "30 大专",
        Vocational "40 中专、职高、技校",
        HighSchool "60 高中",
        Other "90 其他",
        JuniorHighOrBelow "91 初中及以下",
        Unknown "99 未知",
    }
}

vocabulary! {
    /// Academic degree 学位.
    Degree {
        Other "0 其他",
        HonoraryDoctor "1 名誉博士",
        Doctor "2 博士",
        Master "3 硕士",
        Bachelor "4 学士",
        None "5 无",
        Unknown "9 未知",
    }
}

vocabulary! {
    /// Employment 就业状况.
    Employment {
        CivilServant "11 国家公务员",
        Professional "13 专业技术人员",
        Clerk "17 职员",
        Manager "21 企业管理人员",
        Worker "24 工人",
        Farmer "27 农民",
        Student "31 学生",
        Military "37 现役军人",
        Freelance "51 自由职业者",
        SelfEmployed "54 个体经营者",
        Unemployed "70 无业人员",
        Retired "80 退（离）休人员",
        Other "90 其他",
        Employed "91 在职",
        Unknown "99 未知",
    }
}

vocabulary! {
    /// Marital status 婚姻状况. It stands in the marriage section only; no attribute reads it.
    MaritalStatus {
        NeverMarried "10 未婚",
        Married "20 已婚",
        Widowed "30 丧偶",
        Divorced "40 离婚",
        Single "91 单身",
        Unknown "99 未知",
    }
}

vocabulary! {
    /// Residence status 居住状况.
    ResidenceStatus {
        OwnedOutright "1 自置",
        Mortgaged "2 按揭",
        Relatives "3 亲属楼宇",
        Dormitory "4 集体宿舍",
        Rented "5 租房",
        Shared "6 共有住宅",
        Other "7 其他",
        Unknown "9 未知",
        Owned "11 自有",
        Borrowed "12 借住",
    }
}

vocabulary! {
    /// The kind of employer 单位性质.
    EmployerKind {
        PublicBody "10 机关、事业单位",
        StateOwned "20 国有企业",
        ForeignOwned "30 外资企业",
        Private "40 个体、私营企业",
        Other "50 其他（包括三资企业、民营企业、民间团体等）",
        Unknown "99 未知",
    }
}

vocabulary! {
    /// The employer's industry 行业, sections of GB/T 4754.
    Industry {
        Agriculture "A 农、林、牧、渔业",
        Mining "B 采矿业",
        Manufacturing "C 制造业",
        EnergyAndWater "D 电力、热力、燃气及水生产和供应业",
        Construction "E 建筑业",
        Wholesale "F 批发和零售业",
        Transport "G 交通运输、仓储和邮政业",
        Hospitality "H 住宿和餐饮业",
        Information "I 信息传输、软件和信息技术服务业",
        Finance "J 金融业",
        RealEstate "K 房地产业",
        BusinessServices "L 租赁和商务服务业",
        Research "M 科学研究和技术服务业",
        PublicFacilities "N 水利、环境和公共设施管理业",
        ResidentServices "O 居民服务、修理和其他服务业",
        Education "P 教育",
        HealthAndWelfare "Q 卫生和社会工作",
        Culture "R 文化、体育和娱乐业",
        PublicAdministration "S 公共管理、社会保障和社会组织",
        International "T 国际组织",
        Unknown "9 未知",
    }
}

vocabulary! {
    /// Occupation 职业.
    OccupationKind {
        Leader "0 国家机关、党群组织、企业、事业单位负责人",
        Professional "1 专业技术人员",
        Clerk "3 办事人员和有关人员",
        Services "4 商业、服务业人员",
        Agriculture "5 农、林、牧、渔、水利业生产人员",
        Production "6 生产、运输设备操作人员及有关人员",
        Military "X 军人",
        Other "Y 不便分类的其他从业人员",
        Unknown "Z 未知",
    }
}

vocabulary! {
    /// Level of the position 职务.
    JobLevel {
        Senior "1 高级领导",
        Middle "2 中级领导",
        Staff "3 一般员工",
        Other "4 其他",
        Unknown "9 未知",
    }
}

vocabulary! {
    /// Professional title 职称.
    ProfessionalTitle {
        None "0 无",
        Senior "1 高级",
        Middle "2 中级",
        Junior "3 初级",
        Unknown "9 未知",
    }
}
