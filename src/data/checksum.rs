//! The checksum of PNG files and of archives.

/// CRC-32 (ISO 3309) of bytes that follow each other in parts, computed by halves of bytes: a table of sixteen numbers
/// instead of 256.
#[must_use]
pub fn checksum(parts: &[&[u8]]) -> u32 {
    const TABLE: [u32; 16] = [
        0x0000_0000,
        0x1db7_1064,
        0x3b6e_20c8,
        0x26d9_30ac,
        0x76dc_4190,
        0x6b6b_51f4,
        0x4db2_6158,
        0x5005_713c,
        0xedb8_8320,
        0xf00f_9344,
        0xd6d6_a3e8,
        0xcb61_b38c,
        0x9b64_c2b0,
        0x86d3_d2d4,
        0xa00a_e278,
        0xbdbd_f21c,
    ];
    let half = |sum: u32, bits: u32| {
        let index = usize::try_from((sum ^ bits) & 15).unwrap_or(0);
        (sum >> 4) ^ TABLE.get(index).copied().unwrap_or(0)
    };
    !parts.iter().copied().flatten().fold(!0, |sum, byte| {
        let byte = u32::from(*byte);
        half(half(sum, byte), byte >> 4)
    })
}

#[cfg(test)]
mod tests {
    use super::checksum;

    #[test]
    fn the_checksum_is_that_of_the_standard() {
        // The check value of CRC-32/ISO-HDLC.
        assert_eq!(checksum(&[b"123456789"]), 0xcbf4_3926);
        assert_eq!(checksum(&[b"1234", b"56789"]), 0xcbf4_3926);
        assert_eq!(checksum(&[]), 0);
    }
}
