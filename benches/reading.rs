//! How long does reading a PBOC report take against parsing it to a `Value`?
//!
//! On the report in the folder that `CREDIT_BUREAU_DATA` names, else on an invented one of the same size.
#![allow(missing_docs, clippy::unwrap_used, clippy::arithmetic_side_effects, reason = "a bench may panic")]

use std::hint::black_box;
use std::path::Path;

use credit_bureau::format::{Limits, Node, pboc};
use credit_bureau::report::InquiryReason;
use credit_bureau::{AccountKind, Report};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

fn how_long_does_reading_a_pboc_report_take_against_parsing_it_to_a_value(bench: &mut Criterion) {
    let file = match std::env::var_os("CREDIT_BUREAU_DATA") {
        Some(folder) => std::fs::read_to_string(Path::new(&folder).join("pboc/sample_report.json")).unwrap(),
        None => invented(),
    };
    let mut group = bench.benchmark_group("reading");
    group.throughput(Throughput::Bytes(file.len().try_into().unwrap()));
    group.bench_function("a Value", |bench| {
        bench.iter(|| black_box(serde_json::from_str::<serde_json::Value>(&file).unwrap()));
    });
    group.bench_function("a document", |bench| {
        bench.iter(|| black_box(Node::from_json(file.as_bytes(), &Limits::default()).unwrap().is_empty()));
    });
    group.bench_function("a report", |bench| bench.iter(|| black_box(pboc::read(&file).unwrap())));
    group.bench_function("a report, leniently", |bench| bench.iter(|| black_box(pboc::read_lenient(&file).unwrap())));
    group.finish();
}

/// 240 accounts of five kinds with histories of 5 to 60 months, and 100 inquiries.
fn invented() -> String {
    let kinds = [
        AccountKind::NonRevolvingLoan,
        AccountKind::SubAccount,
        AccountKind::RevolvingLoan,
        AccountKind::CreditCard,
        AccountKind::QuasiCreditCard,
    ];
    let mut report = Report::builder("2024-06-30");
    for (number, kind) in (0..240_usize).zip(kinds.into_iter().cycle()) {
        let paid: String = "NNNN1NN*NNNNNN2#".chars().cycle().skip(number % 16).take(5 + number % 56).collect();
        report = report.account(kind, &number.to_string(), |account| {
            account.furnisher("AB").opened("2018-01-15").balance(1_000).actual_payment(100).paid(&paid)
        });
    }
    for number in 1..=100_usize {
        let day = format!("2024-05-{:02}", 1 + number % 31);
        report = report.inquiry(&day, "AB", InquiryReason::LoanApproval);
    }
    pboc::write(&report.build().unwrap()).unwrap()
}

criterion_group!(benches, how_long_does_reading_a_pboc_report_take_against_parsing_it_to_a_value);
criterion_main!(benches);
