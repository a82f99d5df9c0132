#[test]
fn zero_units_are_left_out() {
    assert_eq!(measured::show(3605), "1h5s");
}
