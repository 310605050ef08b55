#[test]
fn table_is_valid() {
    let rows: Vec<_> = super::table::rows().into_iter().map(|(_, row)| row).collect();
    let n = rows.len();
    let plan = super::Plan::new(rows).unwrap();
    println!("{n} rows, {} groups, {} tests, {:x}", plan.groups.len(), plan.tests.len(), plan.fingerprint());
    assert_eq!(super::Catalogue::standard().len(), n);
    let e = super::Catalogue::standard().find("late_month_1_12").unwrap_err();
    println!("{e}");
    for row in plan.rows() {
        println!("{row}");
    }
}
