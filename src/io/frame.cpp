#include "io/frame.h"

#include <string>

#include "io/bytes.h"
#include "io/query.h"

namespace initlab {
namespace {

constexpr std::uint8_t frame_magic[] = {'I', 'L', 'F', '1'};
// More items than any list has; a hostile length cannot make a reader allocate more at once.
constexpr std::size_t max_list = 1024;

/// Out: a ByteWriter, or a ByteCount of what it will hold.
template <class Out>
class FrameWriter final : public ResultVisitor {
 public:
  explicit FrameWriter(Out& out) : out_(out) {}

  void number(const FieldInfo&, double& value) override { out_.f64(value); }
  void count(const FieldInfo&, std::uint64_t& value) override { out_.u64(value); }
  void flag(const FieldInfo&, bool& value) override { out_.u8(value ? 1 : 0); }
  void sentence(const FieldInfo&, Sentence& value) override { write(value); }
  void sentences(const FieldInfo&, std::vector<Sentence>& values) override {
    length(values.size());
    for (const Sentence& value : values) write(value);
  }
  void word(const FieldInfo&, int& index, std::span<const std::string_view>) override {
    out_.u8(static_cast<std::uint8_t>(index));
  }
  void counts(const FieldInfo&, std::vector<std::uint64_t>& values) override {
    length(values.size());
    for (const std::uint64_t value : values) out_.u64(value);
  }
  void numbers(const FieldInfo&, std::vector<double>& values) override {
    length(values.size());
    for (const double value : values) out_.f64(value);
  }

 protected:
  void begin_object(const FieldInfo&) override {}
  void end_object() override {}
  bool begin_optional(const FieldInfo&, bool present) override {
    out_.u8(present ? 1 : 0);
    return present;
  }
  std::size_t begin_list(const FieldInfo&, std::size_t size) override {
    length(size);
    return size;
  }
  void end_list() override {}

 private:
  Out& out_;

  void length(std::size_t size) { out_.u32(static_cast<std::uint32_t>(size)); }
  void write(const Sentence& value) {
    out_.text(value.en);
    out_.text(value.ko);
  }
};

class FrameReader final : public ResultVisitor {
 public:
  explicit FrameReader(ByteReader& in) : in_(in) {}

  void number(const FieldInfo&, double& value) override { value = in_.f64(); }
  void count(const FieldInfo&, std::uint64_t& value) override { value = in_.u64(); }
  void flag(const FieldInfo&, bool& value) override { value = boolean(); }
  void sentence(const FieldInfo&, Sentence& value) override { read(value); }
  void sentences(const FieldInfo&, std::vector<Sentence>& values) override {
    values.resize(in_.length(8));
    for (Sentence& value : values) read(value);
  }
  void word(const FieldInfo&, int& index, std::span<const std::string_view> words) override {
    const std::uint8_t value = in_.u8();
    if (value >= words.size()) in_.fail();
    index = in_.failed() ? 0 : value;
  }
  void counts(const FieldInfo&, std::vector<std::uint64_t>& values) override {
    values.resize(in_.length(8));
    for (std::uint64_t& value : values) value = in_.u64();
  }
  void numbers(const FieldInfo&, std::vector<double>& values) override {
    values.resize(in_.length(8));
    for (double& value : values) value = in_.f64();
  }

 protected:
  void begin_object(const FieldInfo&) override {}
  void end_object() override {}
  bool begin_optional(const FieldInfo&, bool) override { return boolean(); }
  std::size_t begin_list(const FieldInfo&, std::size_t) override {
    const std::size_t size = in_.length(1);
    if (size > max_list) in_.fail();
    return in_.failed() ? 0 : size;
  }
  void end_list() override {}

 private:
  ByteReader& in_;

  bool boolean() {
    const std::uint8_t value = in_.u8();
    if (value > 1) in_.fail();
    return value == 1;
  }
  void read(Sentence& value) {
    value.en = in_.text();
    value.ko = in_.text();
  }
};

/// fields: a measurement or a report.
template <class Out, class Fields>
void write(Out& out, const FrameHeader& header, Fields& fields) {
  for (const std::uint8_t byte : frame_magic) out.u8(byte);
  out.u32(static_cast<std::uint32_t>(header.kind));
  out.u64(header.fingerprint);
  out.u32(header.job);
  FrameWriter<Out> writer(out);
  fields.describe_fields(writer);
}

template <class Fields>
std::vector<std::uint8_t> written(const FrameHeader& header, Fields& fields) {
  ByteCount count;
  write(count, header, fields);
  ByteWriter out(count.size + 1);  // and the zero that the engine puts behind its output
  write(out, header, fields);
  return std::move(out.bytes);
}

std::optional<FrameHeader> header_of(ByteReader& in) {
  for (const std::uint8_t byte : frame_magic) {
    if (in.u8() != byte) in.fail();
  }
  const std::uint32_t kind = in.u32();
  const std::uint64_t fingerprint = in.u64();
  const std::uint32_t job = in.u32();
  if (kind != 1 && kind != 2) in.fail();
  if (in.failed()) return std::nullopt;
  return FrameHeader{static_cast<FrameKind>(kind), fingerprint, job};
}

}  // namespace

std::uint64_t fingerprint(const Experiment& experiment) {
  const std::string query = write_query(experiment);
  return data_hash({reinterpret_cast<const std::uint8_t*>(query.data()), query.size()});
}

std::vector<std::uint8_t> write_measurement(const Experiment& experiment, int job,
                                            Measurement& measurement) {
  return written({FrameKind::measurement, fingerprint(experiment), static_cast<std::uint32_t>(job)},
                 measurement);
}

std::vector<std::uint8_t> write_report(const Experiment& experiment, Report& report) {
  return written({FrameKind::report, fingerprint(experiment), 0}, report);
}

std::optional<FrameHeader> read_header(std::span<const std::uint8_t> bytes) {
  ByteReader in(bytes);
  return header_of(in);
}

std::unique_ptr<Measurement> read_measurement(const Experiment& experiment, int job,
                                              std::span<const std::uint8_t> bytes) {
  ByteReader in(bytes);
  const std::optional<FrameHeader> header = header_of(in);
  if (!header || header->kind != FrameKind::measurement || job < 0 ||
      header->job != static_cast<std::uint32_t>(job) ||
      header->fingerprint != fingerprint(experiment)) {
    return nullptr;
  }
  const Computation& computation = computation_of(experiment);
  std::unique_ptr<Measurement> measurement = computation.empty_measurement();
  FrameReader reader(in);
  measurement->describe_fields(reader);
  if (in.failed() || in.left() != 0 || !computation.accepts(experiment, *measurement))
    return nullptr;
  return measurement;
}

std::unique_ptr<Report> read_report(const Experiment& experiment,
                                    std::span<const std::uint8_t> bytes) {
  ByteReader in(bytes);
  const std::optional<FrameHeader> header = header_of(in);
  if (!header || header->kind != FrameKind::report) return nullptr;
  std::unique_ptr<Report> report = experiment.empty_report();
  FrameReader reader(in);
  report->describe_fields(reader);
  if (in.failed() || in.left() != 0) return nullptr;
  return report;
}

}  // namespace initlab
