//! Delimited text that reads back.

/// Whether a spreadsheet would run a cell that begins like this.
pub(super) fn would_run(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r'])
}
