#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "labs/computation.h"

namespace initlab {

/// Binary results, between instances of the engine and from the engine to the lab module.
///
///   bytes 0-3    "ILF1"; the digit is the version
///   byte 4       kind
///   byte 5-7     0
///   bytes 8-15   fingerprint of the experiment's parameters
///   bytes 16-19  job (measurements) or 0
///   bytes 20-    the fields, as their description visits them
///
/// All little endian. Numbers are IEEE doubles, counts 64 bits, lengths 32 bits, flags and words
/// one byte. A reader believes nothing: it checks every length against the bytes that are left.
enum class FrameKind : std::uint8_t { measurement = 1, report = 2 };

struct FrameHeader {
  FrameKind kind;
  std::uint64_t fingerprint;
  std::uint32_t job;
};

/// data_hash() of the experiment's query.
std::uint64_t fingerprint(const Experiment&);

std::vector<std::uint8_t> write_measurement(const Experiment&, int job, Measurement&);
std::vector<std::uint8_t> write_report(const Experiment&, Report&);

/// Nothing when the bytes are no frame of this version.
std::optional<FrameHeader> read_header(std::span<const std::uint8_t>);

/// Null when the frame is damaged, of another experiment or of another job.
std::unique_ptr<Measurement> read_measurement(const Experiment&, int job,
                                              std::span<const std::uint8_t>);

/// Null when the frame is damaged. The report may be one of other parameters of the same lab (the
/// reader's hand has moved on): compare the header's fingerprint.
std::unique_ptr<Report> read_report(const Experiment&, std::span<const std::uint8_t>);

}  // namespace initlab
