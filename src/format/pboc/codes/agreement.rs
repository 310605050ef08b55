//! Codes of credit agreements and of liability for others.

use crate::format::table::codes::codes;
use crate::report::{AgreementState, BorrowerClass, LiabilityRole, LinePurpose};

codes! {
    /// Purposes of a credit line 授信额度用途 (PD02AD02).
    LINE_PURPOSES: LinePurpose, "a purpose of a credit line" {
        "10" RevolvingLoan "循环贷款额度" "line for revolving loans",
        "20" NonRevolvingLoan "非循环贷款额度" "line for non-revolving loans",
        "30" SharedCardLine "信用卡共享额度" "shared line of cards",
        "31" SingleCardLine "信用卡独立额度" "line of one card",
    }

    /// States of a credit agreement 授信协议状态 (PD02AD04).
    AGREEMENT_STATES: AgreementState, "a state of an agreement" {
        "1" InForce "有效" "in force",
        "2" Expired "到期/失效" "expired",
    }

    /// Roles in which a person is liable 相关还款责任人类型 (PD03AD03).
    LIABILITY_ROLES: LiabilityRole, "a kind of liable person" {
        "1" CoBorrower "共同借款人" "co borrower",
        "2" Guarantor "保证人" "guarantor",
        "3" BillAcceptor "票据承兑人" "bill acceptor",
        "4" ReceivableDebtor "应收账款债务人" "debtor of a receivable",
        "5" SupplyChainCore "供应链中核心企业" "core company of a supply chain",
        "9" Other "其他" "other",
    }

    /// Classes of borrower 借款人身份类别 (PC02KD01, PD03AD08).
    BORROWER_CLASSES: BorrowerClass, "a class of borrower" {
        "1" Person "自然人" "person",
        "2" Organisation "组织机构" "organisation",
    }
}
