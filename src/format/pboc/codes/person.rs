//! Codes of the person: documents, marriage, home, work.

use crate::format::table::codes::codes;
use crate::report::{
    Degree, DocumentType, Education, EmployerKind, Employment, Industry, JobLevel, MaritalStatus, OccupationKind,
    ProfessionalTitle, ResidenceStatus, Sex,
};

codes! {
    /// Identity documents 证件类型 (PA01BD01, PA01CD01, PB020D02).
    DOCUMENT_TYPES: DocumentType, "a kind of identity document" {
        "1" HouseholdRegister "户口簿" "household register",
        "2" Passport "护照" "passport",
        "5" HongKongMacauPermit "港澳居民来往内地通行证" "travel permit, Hong Kong and Macau",
        "6" TaiwanPermit "台湾同胞来往内地通行证" "travel permit, Taiwan",
        "8" ForeignerResidence "外国人居留证" "residence permit of a foreigner",
        "9" PoliceCard "警官证" "police officer card",
        "A" HongKongCard "香港身份证" "Hong Kong identity card",
        "B" MacauCard "澳门身份证" "Macau identity card",
        "C" TaiwanCard "台湾身份证" "Taiwan identity card",
        "X" Other "其他证件" "other",
        "10" ResidentCard "居民身份证及其他以公民身份证号为标识的证件" "resident identity card",
        "20" MilitaryCard "军人身份证件" "military identity card",
    }

    /// Sex 性别 (PB01AD01).
    SEXES: Sex, "a sex" {
        "0" Unknown "未知" "unknown",
        "1" Male "男" "male",
        "2" Female "女" "female",
        "9" NotStated "未说明" "not stated",
    }

    /// Schooling 学历 (PB01AD02).
    EDUCATIONS: Education, "a level of schooling" {
        "10" Postgraduate "研究生" "postgraduate",
        "20" Bachelor "本科" "undergraduate",
        "30" College "大专" "college",
        "40" Vocational "中专、职高、技校" "vocational",
        "60" HighSchool "高中" "high school",
        "90" Other "其他" "other",
        "91" JuniorHighOrBelow "初中及以下" "junior high school or below",
        "99" Unknown "未知" "unknown",
    }

    /// Degrees 学位 (PB01AD03).
    DEGREES: Degree, "a degree" {
        "0" Other "其他" "other",
        "1" HonoraryDoctor "名誉博士" "honorary doctor",
        "2" Doctor "博士" "doctor",
        "3" Master "硕士" "master",
        "4" Bachelor "学士" "bachelor",
        "5" None "无" "none",
        "9" Unknown "未知" "unknown",
    }

    /// Employment 就业状况 (PB01AD04, PB040D01).
    EMPLOYMENTS: Employment, "an employment" {
        "11" CivilServant "国家公务员" "civil servant",
        "13" Professional "专业技术人员" "professional",
        "17" Clerk "职员" "clerk",
        "21" Manager "企业管理人员" "manager",
        "24" Worker "工人" "worker",
        "27" Farmer "农民" "farmer",
        "31" Student "学生" "student",
        "37" Military "现役军人" "military",
        "51" Freelance "自由职业者" "freelance",
        "54" SelfEmployed "个体经营者" "self employed",
        "70" Unemployed "无业人员" "unemployed",
        "80" Retired "退（离）休人员" "retired",
        "90" Other "其他" "other",
        "91" Employed "在职" "employed",
        "99" Unknown "未知" "unknown",
    }

    /// Marital status 婚姻状况 (PB020D01).
    MARITAL_STATUSES: MaritalStatus, "a marital status" {
        "10" NeverMarried "未婚" "never married",
        "20" Married "已婚" "married",
        "30" Widowed "丧偶" "widowed",
        "40" Divorced "离婚" "divorced",
        "91" Single "单身" "single",
        "99" Unknown "未知" "unknown",
    }

    /// How the person lives 居住状况 (PB030D01).
    RESIDENCE_STATUSES: ResidenceStatus, "a status of residence" {
        "1" OwnedOutright "自置" "bought outright",
        "2" Mortgaged "按揭" "mortgaged",
        "3" Relatives "亲属楼宇" "in a relative's home",
        "4" Dormitory "集体宿舍" "dormitory",
        "5" Rented "租房" "rented",
        "6" Shared "共有住宅" "shared home",
        "7" Other "其他" "other",
        "9" Unknown "未知" "unknown",
        "11" Owned "自有" "owned",
        "12" Borrowed "借住" "borrowed",
    }

    /// Kinds of employer 单位性质 (PB040D02).
    EMPLOYER_KINDS: EmployerKind, "a kind of employer" {
        "10" PublicBody "机关、事业单位" "public body or institution",
        "20" StateOwned "国有企业" "state-owned enterprise",
        "30" ForeignOwned "外资企业" "foreign-owned enterprise",
        "40" Private "个体、私营企业" "private or individual business",
        "50" Other "其他（包括三资企业、民营企业、民间团体等）" "other",
        "99" Unknown "未知" "unknown",
    }

    /// Industries 行业 (PB040D03), sections of GB/T 4754.
    INDUSTRIES: Industry, "an industry" {
        "A" Agriculture "农、林、牧、渔业" "agriculture",
        "B" Mining "采矿业" "mining",
        "C" Manufacturing "制造业" "manufacturing",
        "D" EnergyAndWater "电力、热力、燃气及水生产和供应业" "energy and water",
        "E" Construction "建筑业" "construction",
        "F" Wholesale "批发和零售业" "wholesale",
        "G" Transport "交通运输、仓储和邮政业" "transport",
        "H" Hospitality "住宿和餐饮业" "hospitality",
        "I" Information "信息传输、软件和信息技术服务业" "information",
        "J" Finance "金融业" "finance",
        "K" RealEstate "房地产业" "real estate",
        "L" BusinessServices "租赁和商务服务业" "business services",
        "M" Research "科学研究和技术服务业" "research",
        "N" PublicFacilities "水利、环境和公共设施管理业" "public facilities",
        "O" ResidentServices "居民服务、修理和其他服务业" "resident services",
        "P" Education "教育" "education",
        "Q" HealthAndWelfare "卫生和社会工作" "health and welfare",
        "R" Culture "文化、体育和娱乐业" "culture",
        "S" PublicAdministration "公共管理、社会保障和社会组织" "public administration",
        "T" International "国际组织" "international",
        "9" Unknown "未知" "unknown",
    }

    /// Occupations 职业 (PB040D04).
    OCCUPATIONS: OccupationKind, "an occupation" {
        "0" Leader "国家机关、党群组织、企业、事业单位负责人" "leader of a public body, enterprise or institution",
        "1" Professional "专业技术人员" "professional or technician",
        "3" Clerk "办事人员和有关人员" "clerk",
        "4" Services "商业、服务业人员" "commerce and services",
        "5" Agriculture "农、林、牧、渔、水利业生产人员" "agriculture, forestry, livestock, fishery and water",
        "6" Production "生产、运输设备操作人员及有关人员" "production and transport",
        "X" Military "军人" "military",
        "Y" Other "不便分类的其他从业人员" "other, hard to classify",
        "Z" Unknown "未知" "unknown",
    }

    /// Positions 职务 (PB040D05).
    POSITIONS: JobLevel, "a position" {
        "1" Senior "高级领导" "senior leader",
        "2" Middle "中级领导" "middle leader",
        "3" Staff "一般员工" "staff",
        "4" Other "其他" "other",
        "9" Unknown "未知" "unknown",
    }

    /// Professional titles 职称 (PB040D06).
    PROFESSIONAL_TITLES: ProfessionalTitle, "a professional title" {
        "0" None "无" "none",
        "1" Senior "高级" "senior",
        "2" Middle "中级" "middle",
        "3" Junior "初级" "junior",
        "9" Unknown "未知" "unknown",
    }
}
