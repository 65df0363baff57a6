#include "io/reading_lines.h"

#include <array>
#include <string>

namespace initlab {

ParamReadings readings_of_lines(std::string_view lines) {
  ParamReadings readings;
  std::array<std::string, 7> record;
  std::size_t filled = 0;
  for (std::size_t end = lines.find('\n'); end != std::string_view::npos; end = lines.find('\n')) {
    record[filled++] = lines.substr(0, end);
    lines.remove_prefix(end + 1);
    if (filled < record.size()) continue;
    readings.push_back(
        {record[0], {record[1], record[2]}, record[3], record[4], {record[5], record[6]}});
    filled = 0;
  }
  return readings;
}

}  // namespace initlab
