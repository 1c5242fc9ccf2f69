//! Counts and font units as numbers with decimals, in one place.

/// Millimetres in a point.
pub(crate) const MM_PER_PT: f32 = 25.4 / 72.0;

/// Returns a count as a number with decimals.
#[expect(clippy::cast_precision_loss, reason = "counts here stay far below 2^24")]
pub(crate) fn real(count: usize) -> f32 {
    count as f32
}

/// Returns font units as thousandths of an em: every shipped font has 1000 units.
#[expect(clippy::cast_precision_loss, reason = "an advance stays far below 2^24")]
pub(crate) fn units(value: i32) -> f32 {
    value as f32
}

/// Returns a count as PDF writes whole numbers.
pub(crate) fn whole(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
