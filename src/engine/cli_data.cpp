#include "engine/cli_data.h"

#include <cstdint>
#include <cstdio>
#include <vector>

#include "io/data_file.h"
#include "text/sentence.h"
#include "text/strings.h"

namespace initlab {
namespace {

/// At most `most` bytes of the file and one more, which says that there are more.
std::optional<std::vector<std::uint8_t>> read_bytes(const std::string& path, std::size_t most) {
  std::FILE* const file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) return std::nullopt;
  std::vector<std::uint8_t> bytes(most + 1);
  bytes.resize(std::fread(bytes.data(), 1, bytes.size(), file));
  const bool failed = std::ferror(file) != 0;
  if (std::fclose(file) != 0 || failed) return std::nullopt;
  return bytes;
}

}  // namespace

std::optional<Sentence> take_data_file(const Plan& plan, const std::string& path,
                                       DataFiles& files) {
  const auto bytes = read_bytes(path, max_data_file);
  if (!bytes) return fill(strings::error_data_unread, {{"path", path}});
  return add_data_file(plan.data_file, *bytes, files);
}

}  // namespace initlab
