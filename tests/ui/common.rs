// Two members of one pool.
use credit_bureau::scoring::evidence::Company;

pub struct MemberA;
impl Company for MemberA {
    const NAME: &'static str = "Member A";
}

pub struct MemberB;
impl Company for MemberB {
    const NAME: &'static str = "Member B";
}
