//! One pool, four of its members, one person: everybody sees the same record, and each weighs it with a sauce of its own.
//!
//! ```sh
//! cargo run --example special_sauce
//! ```

use std::error::Error;

use credit_bureau::policy::{Consent, Purpose, Silo};
use credit_bureau::scoring::evidence::{Company, CustomerProfile, Joined, KnownTo, Pool, ProfileMeasure};
use credit_bureau::scoring::outcome::ReasonText;
use credit_bureau::scoring::points::Ladder;
use credit_bureau::scoring::strategies::Pooled;
use credit_bureau::scoring::strategies::pooled::{PooledTerms, Weight};
use credit_bureau::scoring::{ScoreRange, Strategy};
use credit_bureau::{AccountKind, Outcome, Regime, Report};

/// A member is a type: data of one cannot be handed to another.
macro_rules! members {
    ($($member:ident $name:literal),+ $(,)?) => {
        $(
            struct $member;
            impl Company for $member {
                const NAME: &'static str = $name;
            }
        )+
    };
}

members! {
    HarbourLoans "Harbour Loans",
    HillFinance "Hill Finance",
    LampShop "Lamp Shop Credit",
    TideCars "Tide Car Leasing",
}

const HOLDERS: [&str; 8] = [
    HarbourLoans::NAME,
    HillFinance::NAME,
    LampShop::NAME,
    TideCars::NAME,
    "Fern Microloans",
    "Quay Instalments",
    "Stone Student Loans",
    "Wren Factoring",
];

const PERSON: &str = "P-17";

fn main() -> Result<(), Box<dyn Error>> {
    let pool = Pool::new("Harbour Pool", HOLDERS, Regime::holistic())?;
    let report = Report::builder("2026-06-30")
        .subject(PERSON)
        .account(AccountKind::NonRevolvingLoan, "consumer loan", |loan| {
            loan.opened("2024-05-10").principal(12_000).balance(4_000).paid("NNNNNNNN1NNNNNNNNNNNNNNN")
        })
        .account(AccountKind::Rent, "flat", |flat| flat.opened("2023-07-01").paid(&"N".repeat(36)))
        .build()?;

    println!("ONE POOL, FOUR MEMBERS, ONE PERSON   {PERSON} as of {}", report.month());
    println!("  {} is held in equal parts by {} companies outside the banks.", pool.name(), HOLDERS.len());
    println!();
    println!("What the pool knows, the same for every member");
    let record = report.under(Regime::holistic()).attributes();
    for (name, text) in [
        ("accounts", "loans and cards"),
        ("late_months_1_24", "months late, of 24"),
        ("positive_on_time_months_24", "months of rent paid on time, of 24"),
    ] {
        println!("  {text:<36}{:>8}", record.get(name)?.to_string());
    }

    println!();
    println!("What each member makes of it");
    let own = |tenure, paid_late| -> Vec<(ProfileMeasure, u64)> {
        vec![(ProfileMeasure::TenureMonths, tenure), (ProfileMeasure::PaidLateYear, paid_late)]
    };
    show::<HarbourLoans>(&pool, &report, harbour()?, &own(40, 0), "a customer for 40 months who always paid on time")?;
    show::<HillFinance>(&pool, &report, hill()?, &own(7, 2), "a customer for 7 months who paid late twice")?;
    show::<LampShop>(&pool, &report, lamp()?, &[], "nothing of its own: the pool's record is enough for this product")?;
    show::<TideCars>(
        &pool,
        &report,
        tide()?,
        &[],
        "nothing of its own, and this product is for its own customers only",
    )?;

    println!();
    println!("And somebody who borrowed from no holder, and is no customer");
    let nobody = Report::builder("2026-06-30").subject(PERSON).build()?;
    show::<HarbourLoans>(&pool, &nobody, harbour()?, &[], "nothing of its own, and the pool has no record")?;
    println!();
    println!("No member sees another's customers or weights: a profile of one does not fit the other's strategy,");
    println!("and joining it with the pool's record takes a permit that the person's consent alone can make.");
    Ok(())
}

/// Scores the person for one member's product, and prints a line on it and the reasons.
fn show<M: Company>(
    pool: &Pool,
    report: &Report,
    terms: PooledTerms,
    knows: &[(ProfileMeasure, u64)],
    in_words: &str,
) -> Result<(), Box<dyn Error>> {
    let product = terms.product.clone();
    let strategy = Pooled::<M>::new(pool, terms)?;
    let new = CustomerProfile::<M>::new(PERSON, report.month());
    let profile = knows.iter().fold(new, |profile, &(measure, value)| profile.with(measure, value));

    let mut consent = Consent::new(PERSON.into(), M::NAME.into(), report.date(), report.date());
    consent.purposes = vec![Purpose::CreditApplication];
    consent.silos = vec![Silo::SharedPool, Silo::Commercial];
    let permit = consent.permit(PERSON, M::NAME, Purpose::CreditApplication, &consent.silos, report.date())?;
    let outcome = strategy.evaluate(&Joined::new(pool.record(report, strategy.plan()), profile, permit)?);

    let score = outcome.score().map_or("no score".to_owned(), |score| format!("{score} of {}", score.range()));
    println!("  {:<36}{score}", format!("{}, {product}", M::NAME));
    println!("    knows    {in_words}");
    match &outcome {
        Outcome::Scored(score) => {
            for reason in score.reasons() {
                println!("    lost     {:>4} points: {reason}", reason.points_lost().to_string());
            }
        }
        Outcome::Unscorable(causes) => {
            for cause in causes {
                println!("    because  {cause}");
            }
        }
    }
    Ok(())
}

// The sauces: in a real member's house nobody else would read them.

/// Trusts its own experience most.
fn harbour() -> Result<PooledTerms, Box<dyn Error>> {
    let mut terms = PooledTerms::new("cash loan", "3", ScoreRange::new(300, 850)?, 460);
    terms.pool = vec![late([40, 10, -60])];
    terms.own = vec![tenure(12, 150), late_with_us(80)];
    Ok(terms)
}

/// Forgives nothing.
fn hill() -> Result<PooledTerms, Box<dyn Error>> {
    let mut terms = PooledTerms::new("payday advance", "1", ScoreRange::new(300, 850)?, 560);
    terms.pool = vec![late([120, -60, -160])];
    terms.own = vec![tenure(24, 40), late_with_us(90)];
    Ok(terms)
}

/// Lends for goods, and looks at rent as well.
fn lamp() -> Result<PooledTerms, Box<dyn Error>> {
    let mut terms = PooledTerms::new("goods on credit", "2", ScoreRange::new(300, 850)?, 420);
    terms.known_to = KnownTo::Pool;
    let rent = ReasonText::new("few months of rent paid on time", "按时缴纳房租月数较少");
    terms.pool = vec![
        late([80, 20, -100]),
        Weight::new("positive_on_time_months_24".into(), Ladder::new([(6, 60), (24, 170)]), rent),
    ];
    Ok(terms)
}

/// Its own customers only.
fn tide() -> Result<PooledTerms, Box<dyn Error>> {
    let mut terms = PooledTerms::new("car lease", "1", ScoreRange::new(300, 850)?, 500);
    terms.known_to = KnownTo::Company;
    terms.pool = vec![late([100, 0, -100])];
    terms.own = vec![tenure(6, 100)];
    Ok(terms)
}

fn late([never, once, often]: [i32; 3]) -> Weight<String> {
    let ladder = Ladder::new([(1, once), (3, often)]).below(never);
    Weight::new("late_months_1_24".into(), ladder, ReasonText::new("paid late in the last 2 years", "近两年有逾期"))
}

fn tenure(months: i64, points: i32) -> Weight<ProfileMeasure> {
    let reason = ReasonText::new("a customer for a short time", "成为客户时间较短");
    Weight::new(ProfileMeasure::TenureMonths, Ladder::new([(months, points)]), reason)
}

fn late_with_us(points: i32) -> Weight<ProfileMeasure> {
    let reason = ReasonText::new("paid this company late", "曾逾期向本企业付款");
    Weight::new(ProfileMeasure::PaidLateYear, Ladder::new([(1, 0)]).below(points), reason)
}
