// Lines that people publish (tests/reference/init_lines.tsv): each is accepted with the std that
// its author means, at two shapes, or refused.
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <string>
#include <vector>

#include "core/initializer/init_code_cases.h"

namespace initlab {
namespace {

struct Line {
  std::string id;
  std::string code;
  bool is_accepted = false;
  std::string std;  // an expression of fan_in and fan_out
};

std::string unescaped(const std::string& text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_escape = text[i] == '\\' && i + 1 < text.size();
    if (is_escape && (text[i + 1] == 'n' || text[i + 1] == '\\')) {
      plain += text[++i] == 'n' ? '\n' : '\\';
    } else {
      plain += text[i];
    }
  }
  return plain;
}

std::vector<Line> lines_of(const char* file) {
  std::ifstream in(std::string(INITLAB_REFERENCE_DIR) + "/" + file);
  std::vector<Line> lines;
  std::string text;
  std::getline(in, text);  // the names of the columns
  while (std::getline(in, text)) {
    std::vector<std::string> cells(1);
    for (const char c : text) {
      if (c == '\t') {
        cells.emplace_back();
      } else {
        cells.back() += c;
      }
    }
    if (cells.size() < 5) continue;
    lines.push_back({cells[0], unescaped(cells[1]), cells[3] == "accept", cells[4]});
  }
  return lines;
}

// The expressions of the table are Python's: the language itself reads them, as a constant matrix.
double expected_std(const std::string& expression, int fan_in, int fan_out) {
  const RowMatrix w =
      test::weights_of("np.full((fan_in, fan_out), " + expression + ")", fan_in, fan_out);
  return static_cast<double>(w(0, 0));
}

double std_of(const RowMatrix& w) {
  const Eigen::ArrayXXd x = w.cast<double>().array();
  return std::sqrt(std::max(0.0, x.square().mean() - x.mean() * x.mean()));
}

void expect_lines(const char* file) {
  const std::vector<Line> lines = lines_of(file);
  ASSERT_GT(lines.size(), 50u) << file;
  for (const Line& line : lines) {
    for (const auto& [fan_in, fan_out] : {std::pair(200, 120), std::pair(120, 200)}) {
      if (!line.is_accepted) {
        EXPECT_TRUE(test::error_of(line.code, fan_in, fan_out)) << line.id << " " << line.code;
        continue;
      }
      const auto error = test::error_of(line.code, fan_in, fan_out);
      // Q of a wide matrix has another shape in NumPy too.
      if (error && error->fault == CodeFault::wide_qr && fan_in < fan_out) continue;
      ASSERT_FALSE(error) << line.id << " " << line.code;
      const double expected = expected_std(line.std, fan_in, fan_out);
      // 24000 weights: five standard errors, 1 / sqrt(2 n), are 2.3 %.
      EXPECT_NEAR(std_of(test::weights_of(line.code, fan_in, fan_out)), expected,
                  0.025 * expected + 1e-7)
          << line.id << " " << line.code;
    }
  }
}

TEST(InitCodeCorpus, PublishedLinesMeanWhatTheirAuthorsMean) { expect_lines("init_lines.tsv"); }

TEST(InitCodeCorpus, MoreLinesOfTheSameKinds) { expect_lines("init_lines_more.tsv"); }

}  // namespace
}  // namespace initlab
