// Two members of one pool, and a decision that takes credit evidence only.
use credit_bureau::scoring::{Company, CreditEvidence, Outcome, Strategy};

pub struct MemberA;
impl Company for MemberA {
    const NAME: &'static str = "Member A";
}

pub struct MemberB;
impl Company for MemberB {
    const NAME: &'static str = "Member B";
}

pub fn lend<S>(strategy: &S, evidence: &S::Evidence) -> bool
where
    S: Strategy<Verdict = Outcome>,
    S::Evidence: CreditEvidence,
{
    strategy.evaluate(evidence).value().is_some_and(|score| score >= 600)
}
